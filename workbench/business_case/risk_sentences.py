"""What the futures of a case say, in sentences that a board reads once."""

from collections.abc import Mapping, Sequence

from workbench.business_case.gates import GatePath
from workbench.business_case.information import Learned
from workbench.business_case.money import money, percent
from workbench.business_case.risk_defaults import risk_defaults
from workbench.business_case.risk_plan import RiskPlan
from workbench.business_case.spread import (
    Estimate,
    Spread,
    chance_in_words,
    known,
    rounded_error,
)


def sure_title(told: Spread) -> str:
    """In how many futures the case pays."""
    chance = chance_in_words(told.positive.value, told.trials)
    return f"It pays in {chance}"


def between_sentence(told: Spread, currency: str) -> str:
    """Where eight futures in ten lie, and what the worst of them come to."""
    low, high, worst = (
        money(each.shown, currency) for each in (told.p10, told.p90, told.shortfall)
    )
    return (
        f"In eight futures of ten it is worth between {low} and {high}. The worst tenth come to "
        f"{worst} on average."
    )


def with_error(estimate: Estimate, currency: str) -> str:
    """An amount with the error that the number of futures leaves in it."""
    return f"{money(estimate.shown, currency)} ± {money(rounded_error(estimate), currency)}"


def chance_with_error(estimate: Estimate) -> str:
    """A chance with its error, both in points."""
    shown = round(known(estimate.value, max(0.001, estimate.error)), 3)
    return f"{percent(shown)} ± {percent(max(0.001, rounded_error(estimate)))}"


def widened_sentence(plan: RiskPlan, widened: int, figures: int) -> str:
    """What is done about ranges that rest on judgement."""
    held = percent(risk_defaults().widening.held.value)
    if not plan.widen:
        return (
            f"All {figures} ranges are taken as they were stated. Ranges of judgement usually turn "
            "out too narrow, so this is the kind view."
        )
    return (
        f"{widened} of the {figures} ranges rest on judgement or on a vendor's claim. They are "
        f"taken to hold {held} of the outcomes instead of the 80% they were stated for, because "
        "people state ranges that are too narrow."
    )


def next_test_title(
    found: Sequence[Learned], everything: float, labels: Mapping[str, str], *, settled: bool
) -> str:
    """What to do next about what is not known."""
    if settled:
        return "Decide now: more analysis has no value"
    first = next((each for each in found if each.worth > 0), None)
    if first is None:
        return "No single figure would change the decision; only several together would"
    part = first.worth / everything if everything > 0 else 0.0
    return (
        f"Test this one assumption next: “{labels[first.id]}”, {part:.0%} of all there is to know"
    )


def settled_sentence(mean: float, everything: float, laid_out: float, currency: str) -> str:
    """Why nothing that could be learned would change the decision."""
    choice = "it pays in nearly all futures" if mean > 0 else "it pays in nearly no future"
    known = "nothing" if everything <= 0 else f"{money(everything, currency)} on average"
    return (
        f"Knowing everything before deciding would be worth {known}, against "
        f"{money(laid_out, currency)} laid out: {choice}, so no pilot and no study would change "
        "what you do."
    )


def unsettled_sentence(mean: float, everything: float, currency: str) -> str:
    """What is at stake in not knowing."""
    choice = "do it" if mean > 0 else "leave it"
    return (
        f"On average over all futures the case is worth {money(mean, currency)}, so without "
        f"knowing more you would {choice}. Knowing everything first would be worth "
        f"{money(everything, currency)}: the most that any analysis could bring."
    )


def gates_title(path: GatePath, currency: str) -> str:
    """What the gates do for the case."""
    worth = path.worth_of_stopping
    if worth > 0:
        return f"Being able to stop is worth {money(worth, currency)}"
    if worth < 0:
        return f"These gates cost {money(-worth, currency)}: they stop futures that would have paid"
    return "These gates stop nothing, so they are worth nothing"


def best_way(path: GatePath, currency: str) -> str:
    """Which of doing it at once, going through the gates and leaving it is worth most."""
    ways = {
        "leaving it": 0.0,
        "doing it at once": path.at_once,
        "going through the gates": path.gated,
    }
    best = max(ways, key=lambda way: ways[way])
    told = ", ".join(
        f"{way} {money(value, currency)}" for way, value in ways.items() if way != "leaving it"
    )
    return f"On average over all futures: {told}, leaving it nothing. Best: {best}."


def signed(amount: float, currency: str) -> str:
    """An amount that is gained or lost, with its sign."""
    return money(amount, currency) if amount < 0 else f"+{money(amount, currency)}"
