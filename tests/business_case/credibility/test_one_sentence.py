from tests.business_case.made import Centre, register
from workbench.business_case.case import build_case
from workbench.business_case.credibility.one_sentence import board_sentence
from workbench.business_case.futures import without_ranges
from workbench.business_case.money import money


def test_what_gets_better_is_to_be_done_and_what_gets_worse_is_its_price() -> None:
    better = board_sentence(build_case(register(), Centre(extra=-0.4)), "EUR")
    assert better.startswith("Reduce the contacts that stay unresolved from 400,000 to 300,000")
    assert "and reduce the advisors who leave" in better
    assert "at the price" not in better
    case = build_case(register(), Centre(unresolved_with=500_000, kept=2))
    worse = board_sentence(case, "EUR")
    assert worse.startswith("Improve nothing that the model can see, at the price that ")
    assert "that stay unresolved rise from 400,000 to 500,000 a year" in worse
    assert "and the advisors who leave rise from" in worse


def test_the_range_is_that_of_the_value_because_nobody_loses_more_than_is_spent() -> None:
    case = build_case(register(), Centre(extra=0.3))
    band = case.headline.npv_range
    said = board_sentence(case, "EUR")
    assert band.low < -case.headline.present_costs
    assert f"(range: {money(band.low, 'EUR')} to {money(band.high, 'EUR')})" in said
    assert "range" not in board_sentence(without_ranges(case), "EUR")
