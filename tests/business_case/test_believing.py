from workbench.business_case.believing import believe_rows, believe_title
from workbench.business_case.turning_points import TurningPoint
from workbench.evidence.grades import Grade

WAGE = TurningPoint(
    assumption_id="wage", label="Wage", unit="{currency} a year", grade=Grade.B, today=31_500,
    value=40_000, above=True, beyond=0.004,
)  # fmt: skip
SHARE = TurningPoint(
    assumption_id="share", label="Cashable share", unit="share", grade=Grade.J, today=0.5,
    value=0.61, above=False, beyond=0.734,
)  # fmt: skip
NEVER = WAGE.model_copy(update={"label": "Contacts", "value": None, "beyond": 0.0})


def test_every_figure_has_today_its_break_even_and_the_chance() -> None:
    assert believe_rows((SHARE, WAGE, NEVER), "GBP") == (
        ("Cashable share", "50%", "below 61%", "73%", "J, judgement"),
        (
            "Wage", "GBP 31,500 a year", "above GBP 40,000 a year", "under 1%",
            "B, longitudinal or structural study",
        ),
        (
            "Contacts", "GBP 31,500 a year", "no value in its range", "none",
            "B, longitudinal or structural study",
        ),
    )  # fmt: skip


def test_how_many_would_turn_it() -> None:
    assert believe_title(()) == "No figure has a range, so there is nothing to believe or to doubt"
    assert believe_title((NEVER,)) == "No figure alone would turn the case within its range"
    assert believe_title((WAGE, NEVER)) == "One figure of 2 would turn the case alone"
