"""What a pilot's plan refuses, in the words and units of the page."""

import pytest
from pydantic import ValidationError

from tests.headroom.pilot.made import a_plan
from workbench.headroom.pilot.plan import PilotPlan
from workbench.ui.pilot_refusals import NAMES, refused_in_words


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("teams", -3, "the number of teams, queues or sites is -3; accepted: 1 or more"),
        ("weeks_per_period", None, "the number of weeks a period is empty; accepted: above 0"),
        ("before", 1.0, "the share before is 100%; accepted: above 0% and below 100%"),
        ("alpha", 0.0, "the chance of a false alarm is 0%; accepted: 0.1% or more"),
        ("smallest_effect", -0.01, "is -1 points; accepted: above 0 points"),
    ],
)
def test_a_refusal_names_the_input_its_value_and_what_is_accepted(
    field: str, value: float | None, told: str
) -> None:
    held = a_plan()
    with pytest.raises(ValidationError) as caught:
        PilotPlan.model_validate(held.model_dump() | {field: value})
    assert told in refused_in_words(caught.value, held.outcome)


def test_every_number_of_a_plan_has_a_name() -> None:
    fields = PilotPlan.model_fields.items()
    assert {name for name, each in fields if each.annotation in {int, float}} <= set(NAMES)
