"""What a case says, in sentences with figures, units and horizon."""

from workbench.business_case.case import VALUE_PER_UNRESOLVED as VALUE
from workbench.business_case.case import Appraisal, Case, Verdict
from workbench.business_case.conventions import PRICE_GROWTH, TAX_RATE, RiskMode, monthly_rate
from workbench.business_case.money import money, percent, years
from workbench.business_case.spread import chance_in_words
from workbench.evidence.units import MINUS


def one_sentence(case: Case, currency: str) -> str:
    """The case in one sentence: costs, benefits, net present value with its range, and the terms.

    A second sentence follows when a value of an unresolved contact was entered.
    """
    headline = case.headline
    gains = money(headline.present_benefits, currency) if headline.present_benefits else "nothing"
    said = (
        f"Over {years(case.horizon)} the scenario costs "
        f"{money(headline.present_costs, currency)} and brings {gains} in cash and signed "
        f"avoidance: a net present value of {_range(headline, currency)}, {terms(case)}."
    )
    if case.counts_value:
        said += (
            f" With the {money(case.values[VALUE], currency)} that you put on each avoided "
            f"unresolved contact it is {_range(case.with_value, currency)}."
        )
    return said


def terms(case: Case) -> str:
    """How the present values are reckoned."""
    prices = "with growing prices" if case.nominal else "in today's prices"
    tax = ", after tax" if case.conventions.taxed else ""
    return f"{prices}{tax}, discounted at {percent(case.rate)} a year"


def conventions_in_words(case: Case) -> tuple[str, ...]:
    """The conventions of a case, a sentence each, for beside the figures."""
    agreed, rate = case.conventions, percent(case.rate)
    monthly = f"{monthly_rate(case.rate) * 100:.3f}%".replace("-", MINUS)
    premium = agreed.pricing.hurdle_premium
    grown = percent(case.values[PRICE_GROWTH])
    prices = (
        f"Nominal terms: prices and wages grow by {grown} a year and the rate includes inflation."
        if case.nominal
        else "Real terms: everything in today's prices, and the rate without inflation."
    )
    tax = (
        f"After tax: {percent(case.values[TAX_RATE])} of benefits less costs each month, a loss "
        "set against other profit."
        if agreed.taxed
        else "Before tax."
    )
    risk = {
        RiskMode.EXPECTED: "Risk is priced once: in the range of the trials, not in the rate.",
        RiskMode.HAIRCUTS: "Risk is priced once: benefits taken down and costs up, line by line.",
        RiskMode.HURDLE: f"Risk is priced once: {percent(premium)} a year in the discount rate.",
    }[agreed.pricing.mode]
    contract = (
        f"No benefit after the horizon of {years(case.horizon)}, no terminal value."
        if agreed.contract_years is None
        else f"No benefit after the horizon of {years(case.horizon)} (contract: "
        f"{years(agreed.contract_years)}), no terminal value."
    )
    return (
        f"Today's flow is not discounted; later ones fall {agreed.timing}, at {rate} a year "
        f"(effective monthly rate {monthly}).",
        prices,
        tax,
        risk,
        contract,
        "Cash-releasing benefits and signed avoidance make the headline; capacity, strategic value "
        "and expected losses stand outside it.",
    )


def verdict_headline(case: Case, currency: str) -> str:
    """The verdict for a board in one line: on cash, and on the organisation's own value."""
    said = f"In cash it {_standing(case.headline)}"
    if not case.counts_value:
        return said
    value = f"With {money(case.values[VALUE], currency)} for each avoided unresolved contact"
    return f"{said}. {value} it {_standing(case.with_value)}"


def _standing(appraisal: Appraisal) -> str:
    """What the range says, and in how many futures it pays where they are not of one mind."""
    pays, chance, band = appraisal.npv > 0, appraisal.chance, appraisal.npv_range
    if band.low == band.high:
        return "pays at these figures" if pays else "does not pay"
    if appraisal.verdict is not Verdict.NOT_SUPPORTED or chance is None:
        return _STANDINGS[appraisal.verdict, pays]
    futures = chance_in_words(chance)
    if not pays:
        return f"pays in {futures}, and not with every figure as expected"
    only = "but only" if chance < EVEN else "and"
    return f"pays with every figure as expected, {only} in {futures}"


EVEN = 0.5
_STANDINGS = {
    (Verdict.SUPPORTED, True): "pays, even at the low end of the range",
    (Verdict.NOT_SUPPORTED, True): "should pay, but the range reaches below zero",
    (Verdict.NOT_SUPPORTED, False): "pays only towards the high end of the range",
    (Verdict.DOES_NOT_PAY, False): "does not pay, not even at the high end of the range",
}


def verdict_sentence(appraisal: Appraisal) -> str:
    """The verdict, and what stands behind it."""
    match appraisal.verdict:
        case Verdict.SUPPORTED:
            return "Supported: it pays even at the low end of the range."
        case Verdict.PAYS:
            return "Pays at these figures: without a range nobody sees how far that holds."
        case Verdict.DOES_NOT_PAY if appraisal.npv_range.low == appraisal.npv_range.high:
            return "Does not pay at these figures."
        case Verdict.DOES_NOT_PAY:
            return "Does not pay: not even at the high end of the range."
    if appraisal.npv > 0:
        return (
            "Not supported yet: it pays at the expected values, but the range reaches below "
            f"zero.{_widest(appraisal)}"
        )
    return (
        "Not supported: it does not pay at the expected values, only towards the high end of the "
        f"range.{_widest(appraisal)}"
    )


def irr_sentence(appraisal: Appraisal) -> str:
    """The internal rate of return, or why there is none to show."""
    roots = appraisal.irr_roots
    if len(roots) == 1:
        return f"The internal rate of return is {percent(roots[0])} a year."
    if roots:
        listed = " and ".join(percent(root) for root in roots)
        return f"{len(roots)} rates make the value zero ({listed}): use NPV and MIRR instead."
    net = [flow for flow in appraisal.net if flow]
    if not net or min(net) > 0 or max(net) < 0:
        return "There is no internal rate of return: the net flow never changes sign."
    return "There is no internal rate of return between −99% and 1,000% a year: use NPV and MIRR."


def payback_sentence(case: Case, appraisal: Appraisal) -> str:
    """When the money is back, or why no time is given."""
    total = appraisal.cumulative
    if min(total) >= 0:
        return "The money laid out never exceeds the money that has come back."
    if appraisal.payback is None:
        return f"The money is not back within {years(case.horizon)}."
    said = f"The money is back after {years(appraisal.payback)}"
    if appraisal.first_payback != appraisal.payback:
        said += f" (first after {years(appraisal.first_payback or 0)}, then it dips again)"
    if appraisal.discounted_payback is None:
        return f"{said}; discounted, not within {years(case.horizon)}."
    return f"{said}; discounted, after {years(appraisal.discounted_payback)}."


def break_even_sentence(case: Case, currency: str) -> str:
    """What one would have to believe of an avoided unresolved contact."""
    found = case.break_even
    if found.worth_of_harm is not None:
        return (
            "The scenario leaves more contacts unresolved: it stops paying when each of them costs "
            f"you more than {money(found.worth_of_harm, currency)}."
        )
    if found.value is None:
        return f"There is no break-even value: {found.reason}."
    if found.value <= 0:
        return "The case pays before any value is put on an avoided unresolved contact."
    said = (
        "To break even, each avoided unresolved contact must be worth "
        f"{money(found.value, currency)} to you"
    )
    if found.low is None or found.high is None:
        return f"{said}; where the assumptions turn against it, no value would be enough."
    low = "nothing" if found.low <= 0 else money(found.low, currency)
    return f"{said} (range: {low} to {money(found.high, currency)})."


def _range(appraisal: Appraisal, currency: str) -> str:
    low, high = (
        money(end, currency) for end in (appraisal.npv_range.low, appraisal.npv_range.high)
    )
    if appraisal.npv_range.low == appraisal.npv_range.high:
        return money(appraisal.npv, currency)
    return f"{money(appraisal.npv, currency)} (range: {low} to {high})"


def _widest(appraisal: Appraisal) -> str:
    if not appraisal.swings:
        return ""
    return f" The widest swing comes from “{appraisal.swings[0].label}”."
