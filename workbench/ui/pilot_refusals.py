"""What a plan does not accept, in the words and units of its inputs."""

from pydantic import ValidationError

from workbench.headroom.pilot.plan import PilotOutcome, PilotPlan
from workbench.workshop.refused import refused

NAMES = {
    "teams": "number of teams, queues or sites",
    "waves": "number of waves",
    "periods_before": "number of periods before",
    "periods_after": "number of periods after",
    "weeks_per_period": "number of weeks a period",
    "answers": "number of answers in a period",
    "before": "share before",
    "spread": "standard deviation of the scale",
    "icc": "likeness of two answers (ICC)",
    "cac": "likeness that lasts (CAC)",
    "size_cv": "variation of answers",
    "alpha": "chance of a false alarm",
    "power": "chance to notice it",
    "smallest_effect": "improvement that would matter",
    "value_per_unit": "value of one more",
    "units_per_year": "number a year",
    "cost_per_year": "cost a year",
}
# How a JSON schema calls the ends of what is accepted.
LIMITS = {
    "minimum": "{} or more",
    "exclusiveMinimum": "above {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "below {}",
}
SHARES = frozenset({"before", "size_cv", "alpha", "power"})


def refused_in_words(error: ValidationError, outcome: PilotOutcome) -> str:
    """The first thing that is not accepted: the input, its value and what is."""
    first = error.errors()[0]
    field = str(first["loc"][0]) if first["loc"] else ""
    if field not in NAMES:
        return str(refused(error)).rstrip(".")
    if field in SHARES:
        times, unit = 100.0, "%"
    elif field == "smallest_effect" and outcome.is_share:
        times, unit = 100.0, " points"
    else:
        times, unit = 1.0, ""
    value = first["input"]
    given = f"{times * value:.6g}{unit}" if isinstance(value, int | float) else "empty"
    return f"the {NAMES[field]} is {given}; accepted: {_accepted(field, times, unit)}"


def _accepted(field: str, times: float, unit: str) -> str:
    schema = PilotPlan.model_json_schema()["properties"][field]
    limits = schema.get("anyOf", [schema])[0]
    ends = [
        words.format(f"{times * limits[name]:,.13g}{unit}")
        for name, words in LIMITS.items()
        if name in limits
    ]
    return " and ".join(ends) or "a number"
