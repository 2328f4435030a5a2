from tests.evidence.made import assumption
from workbench.evidence.grades import Grade, SourceKind
from workbench.evidence.summary import Origin, by_grade, origin, sources_in_words

ROWS = assumption(source_kind=SourceKind.UPLOADED, n=200, grade=Grade.C)
VOICES = assumption(source_kind=SourceKind.VOICES, n=58, grade=Grade.C)
RECORDS = assumption(source_kind=SourceKind.UPLOADED, grade=Grade.B)
TOLD = assumption(source_kind=SourceKind.VOICES)
PUBLISHED = assumption(source_kind=SourceKind.PUBLISHED, grade=Grade.V)
GUESS = assumption()


def test_measured_figures_are_told_from_entered_ones() -> None:
    assert [origin(a) for a in (ROWS, VOICES, RECORDS, TOLD, PUBLISHED, GUESS)] == [
        Origin.ROWS,
        Origin.VOICES,
        Origin.RECORDS,
        Origin.TOLD,
        Origin.PUBLISHED,
        Origin.JUDGEMENT,
    ]


def test_the_sentence_counts_every_figure_once() -> None:
    more = VOICES.model_copy(update={"n": 60})
    told = sources_in_words([ROWS, VOICES, more, RECORDS, PUBLISHED, GUESS, GUESS], "advisors")
    assert told == (
        "7 figures: 1 measured from your own rows, 2 from up to 60 advisors, 1 entered from your "
        "own records, 1 from published evidence, 2 judgement."
    )
    assert sources_in_words([GUESS], "advisors") == "1 figure: 1 judgement."


def test_every_grade_is_counted_strongest_first() -> None:
    assert list(by_grade([ROWS, VOICES, GUESS]).items()) == [
        (Grade.A, 0),
        (Grade.B, 0),
        (Grade.C, 2),
        (Grade.V, 0),
        (Grade.J, 1),
    ]
