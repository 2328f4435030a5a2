from datetime import timedelta

from tests.evidence.made import NOON, assumption, edit
from workbench.evidence.assumptions import resolve
from workbench.evidence.grades import SourceKind
from workbench.evidence.history import entered_again, history, to_go_back_to

DEFAULT = assumption()
MEASURED = assumption(
    source_kind=SourceKind.VOICES, p50=0.28, n=58, interval=(0.2, 0.3), explanation="The mean."
)


def test_a_default_has_no_past_and_nothing_to_go_back_to() -> None:
    past = history(resolve([DEFAULT]), [], "absence")
    assert [each.assumption for each in past] == [DEFAULT]
    assert to_go_back_to(past) == {}


def test_every_value_is_in_the_history_with_when_it_was_entered() -> None:
    edits = [edit(0, p50=0.15), edit(1, p50=0.2)]
    past = history(resolve([DEFAULT], [MEASURED], edits), edits, "absence")
    assert [each.assumption.p50 for each in past] == [0.25, 0.28, 0.15, 0.2]
    assert [each.entered_at for each in past] == [None, None, NOON, NOON + timedelta(minutes=1)]


def test_an_edit_is_not_explained_by_the_measurement_it_replaced() -> None:
    held = resolve([DEFAULT], [MEASURED], [edit()])
    assert held["absence"].explanation == DEFAULT.explanation
    assert held["absence"].n is None


def test_an_edited_figure_goes_back_to_what_was_measured_or_to_the_default() -> None:
    edits = [edit(0)]
    back = to_go_back_to(history(resolve([DEFAULT], [MEASURED], edits), edits, "absence"))
    assert back == {"what was measured": MEASURED, "the default": DEFAULT}
    unmeasured = to_go_back_to(history(resolve([DEFAULT], [], edits), edits, "absence"))
    assert unmeasured == {"the default": DEFAULT}


def test_going_back_is_a_new_edit_that_keeps_the_source() -> None:
    edits = [edit(0)]
    edits.append(entered_again(MEASURED, NOON + timedelta(hours=1)))
    held = resolve([DEFAULT], [MEASURED], edits)
    now = held["absence"]
    assert (now.p10, now.p50, now.p90) == (MEASURED.p10, MEASURED.p50, MEASURED.p90)
    assert (now.source, now.grade, now.as_of) == (MEASURED.source, MEASURED.grade, MEASURED.as_of)
    past = history(held, edits, "absence")
    assert len(past) == 4
    assert list(to_go_back_to(past)) == ["the default"]
