"""What advisors say of their own work, as assumptions of the contact-centre model.

Only the three questions that ask for a quantity (minutes, contacts out of ten) become assumptions.
A score on anchored levels never becomes a rate.
"""

import math
from collections.abc import Mapping
from datetime import date

from workbench.evidence.assumptions import SHARE, Assumption
from workbench.evidence.grades import Grade, SourceKind
from workbench.voices.estimates import Estimate, mean_interval, z_value
from workbench.voices.histograms import Histogram
from workbench.voices.instrument import Instrument
from workbench.voices.items import Item
from workbench.voices.released import ReleasedVoices
from workbench.workshop.roles import Role

P10_TO_P90 = 0.8


def measured_assumptions(
    released: ReleasedVoices,
    defaults: Mapping[str, Assumption],
    instrument: Instrument,
    as_of: date,
) -> tuple[Assumption, ...]:
    """The assumptions that the released answers replace, in the order of the instrument.

    `defaults` are assumptions by id; one that a question measures but that is not among them is
    left out, and so is a question with too few answers. P50 is the mean; `interval` is the 95%
    Student interval of the mean. P10 and P90 come from the same sampling distribution, widened by
    the instrument's `reporting_error` (a share of the mean, added in quadrature), because many
    people can be wrong in the same direction. Grade C: one moment, self-reported.

    A mean that the assumption does not accept is brought to the nearest value that it does, and
    the source says so.

    Raises ValueError when an assumption's unit is not what the question measures.
    """
    answers = _answers(released, instrument.work_quantities.role)
    return tuple(
        _measured(item, answers[item.id], defaults[assumption], instrument, as_of)
        for assumption, item in quantities(instrument).items()
        if item.id in answers and assumption in defaults
    )


def quantities(instrument: Instrument) -> dict[str, Item]:
    """The items that measure an assumption, by the assumption's id."""
    return {i.assumption: i for i in instrument.items.values() if i.assumption is not None}


def _answers(released: ReleasedVoices, role: Role) -> dict[str, Histogram]:
    least = released.privacy.score_threshold
    release = released.roles.get(role)
    items = release.items if release else {}
    return {item: answers for item, answers in items.items() if answers.people >= least}


def _measured(
    item: Item, answers: Histogram, default: Assumption, instrument: Instrument, as_of: date
) -> Assumption:
    rule = instrument.work_quantities
    unit = SHARE if item.divide_by else item.unit
    if default.unit != unit:
        raise ValueError(f"{default.id} is in {default.unit}; accepted: {unit}, as {item.id} asks")
    mean = _mean(item, answers)
    # Half of the 95% interval is about two standard errors; reporting error comes on top of one.
    error = max(mean.high - mean.value, mean.value - mean.low) / z_value()
    half = z_value(P10_TO_P90) * math.hypot(error, rule.reporting_error * mean.value)
    p50 = min(max(mean.value, default.lowest), default.highest)
    moved = (
        "" if p50 == mean.value else f"; their mean, {mean.value:.3g}, is outside what is accepted"
    )
    measured = {
        "p10": min(p50, max(default.lowest, mean.value - half)),
        "p50": p50,
        "p90": max(p50, min(default.highest, mean.value + half)),
        "source_kind": SourceKind.VOICES,
        "source": f"{rule.role.label}' own answers, n = {mean.n}{moved}",
        "explanation": (
            f"The mean answer to “{item.text}” P10 and P90 are its sampling error, widened by "
            f"{rule.reporting_error:.0%} because many people can be wrong in the same direction."
        ),
        "owner": rule.owner,
        "grade": Grade.C,
        "as_of": as_of,
        "n": mean.n,
        "interval": (mean.low, mean.high),
    }
    return Assumption.model_validate(default.model_dump() | measured)


def _bounds(item: Item) -> tuple[float, float]:
    return float(item.lowest or 0), float(item.highest or 0)


def _mean(item: Item, answers: Histogram) -> Estimate:
    """The mean in the assumption's unit.

    People round: answers that all agree still leave the uncertainty of the rounding, whose
    standard deviation is its step over the square root of twelve.
    """
    rounding = (item.rounded_to or 1) / math.sqrt(12)
    mean = mean_interval(answers.values, *_bounds(item), spread_floor=rounding)
    by = item.divide_by or 1
    return Estimate(value=mean.value / by, low=mean.low / by, high=mean.high / by, n=mean.n)
