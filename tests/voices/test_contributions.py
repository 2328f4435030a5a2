import pytest

from tests.voices.people import sent
from workbench.voices.answers import DONT_KNOW, Answer
from workbench.voices.contributions import Contribution, contributions, latest
from workbench.voices.instrument import instrument
from workbench.workshop.roles import Role

ADVISOR, EXECUTIVE, CUSTOMER = Role.ADVISOR, Role.EXECUTIVE, Role.CUSTOMER


def adds(*sendings: tuple[dict[str, object], str], role: Role = ADVISOR) -> dict[str, Contribution]:
    """What one person adds who sent these answers on these forms, in this order."""
    given = [sent(role, 1, answers, form) for answers, form in sendings]
    return contributions(latest(given, role)[given[0].participant], instrument())


def test_a_pulse_answer_is_the_score_of_its_element() -> None:
    found = adds(({"SY1": 2, "SI4": 5}, "pulse_advisor"))
    assert found == {"item:SY1": 2.0, "element:systems": 2.0, "item:SI4": 5.0}


def test_the_full_form_needs_three_of_five() -> None:
    two = adds(({"SY1": 2, "SY2": 3}, "full_advisor"))
    three = adds(({"SY1": 2, "SY2": 3, "SY4": 5}, "full_advisor"))
    assert "element:systems" not in two
    assert three["element:systems"] == pytest.approx(10 / 3, abs=1e-6)


def test_reversed_answers_are_turned_round_before_averaging() -> None:
    found = adds(({"SY1": 4, "SY2": 4, "SY5": 1}, "full_advisor"))
    assert found["item:SY5"] == 5.0
    assert found["element:systems"] == pytest.approx(13 / 3, abs=1e-6)


def test_a_customers_reversed_item_is_turned_round() -> None:
    assert adds(({"SR_C": 1}, "full_customer"), role=CUSTOMER) == {"item:SR_C": 5.0}


def test_dont_know_is_missing_and_never_the_middle() -> None:
    found = adds(({"SY1": DONT_KNOW, "SF1": 1}, "pulse_advisor"))
    assert found["item:SY1"] == found["element:systems"] == DONT_KNOW
    assert found["element:staff"] == 1.0
    mixed = adds(({"SY1": 5, "SY2": 5, "SY3": 5, "SY4": DONT_KNOW}, "full_advisor"))
    assert mixed["element:systems"] == 5.0


def test_a_skipped_element_adds_nothing() -> None:
    assert not any(name.startswith("element:style") for name in adds(({"SY1": 3}, "pulse_advisor")))


def test_the_latest_of_a_form_replaces_the_earlier_whole() -> None:
    found = adds(({"SY1": 1, "SF1": 1}, "pulse_advisor"), ({"SY1": 5}, "pulse_advisor"))
    assert found == {"item:SY1": 5.0, "element:systems": 5.0}


def test_two_forms_are_one_person_and_the_later_answer_counts() -> None:
    full: dict[str, object] = {"SY1": 5, "SY2": 3, "SY3": 1}
    found = adds(({"SY1": 1, "SF1": 4}, "pulse_advisor"), (full, "full_advisor"))
    assert found["item:SY1"] == 5.0
    assert found["element:systems"] == 3.0
    assert found["element:staff"] == 4.0


def test_a_check_of_one_topic_makes_no_score() -> None:
    found = adds(({"SL2": 1, "LD1": 2}, "lip_service_check"))
    assert found == {"item:SL2": 1.0, "item:LD1": 2.0}
    both = adds(({"SL1": 5}, "pulse_advisor"), ({"SL2": 1}, "lip_service_check"))
    assert both["element:style"] == 5.0


def test_predictions_stand_apart_from_ones_own_view() -> None:
    found = adds(({"SY1": 3, "predict.SY1": 1}, "pulse_exec"), role=EXECUTIVE)
    assert found["item:SY1"] == 3.0
    assert found["prediction:SY1"] == 1.0
    assert found["element:systems"] == 3.0


def test_a_high_rating_is_supported_by_a_line_of_evidence() -> None:
    given = {"SY1": 4, "SF1": 5, "SF1.note": "The exit interviews.", "ST1": 3}
    found = adds((given, "pulse_exec"), role=EXECUTIVE)
    assert found["supported:SY1"] == 0.0
    assert found["supported:SF1"] == 1.0
    assert "supported:ST1" not in found
    assert found["comments:SF1.note"] == ("The exit interviews.", None, None)


def test_feelings_are_pleasant_unpleasant_or_both() -> None:
    for picks, net in (
        (["relieved"], 1.0),
        (["worried", "annoyed"], -1.0),
        (["valued", "hurried"], 0.0),
    ):
        found = adds(({"CU4": picks}, "pulse_customer"), role=CUSTOMER)
        assert found["net emotion:CU4"] == net
        assert found["picks:CU4"] == tuple(sorted(picks))


def test_words_with_theme_and_step() -> None:
    found = adds(({"OT1": "No time.", "OT1.theme": "time", "OT2.step": "help"}, "pulse_advisor"))
    assert found == {
        "comments:OT1": ("No time.", "time", None),
        "themes:OT1": ("time",),
        "steps:OT2": ("help",),
    }


@pytest.mark.parametrize(
    "answer",
    [
        Answer(item="ZZ9", value=3),
        Answer(item="SY1", value=9),
        Answer(item="SY1", value=2.5),
        Answer(item="SY1", value="often"),
        Answer(item="CU4", value=("delighted",)),
    ],
)
def test_what_the_instrument_does_not_know_is_left_out(answer: Answer) -> None:
    base = sent(ADVISOR, 1, {"ST1": 3})
    odd = base.model_copy(update={"answers": (*base.answers, answer)})
    assert contributions([odd], instrument()) == contributions([base], instrument())
