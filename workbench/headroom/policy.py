"""What the model is run under: today's policy, or the levers of a scenario."""

from dataclasses import dataclass

from workbench.evidence.assumptions import Register
from workbench.evidence.defaults import retired_assumptions
from workbench.headroom.centre import Figures
from workbench.headroom.links import Evidence
from workbench.headroom.scenario import Scenario, Staffing
from workbench.headroom.scorecard import Metric, Number, enforcement, monitoring


@dataclass(frozen=True, slots=True)
class Policy:
    """The levers in the units of the model: numbers, or arrays that broadcast to one shape.

    `enforcement` of handle time and `monitoring` from 0 to 1; `off_phone_time` in minutes per
    shift. Either `seats` (advisors on the rota at once) or the `occupancy` that the seats are
    solved for; the other is None. `target` is the handle-time target and `standard` the standard of
    care that leaders ask for, both relative to today's. `follow_up_share` of the time off the phone
    goes into follow-up and `coaching_share` of the rest into coaching; as today where None.
    """

    enforcement: Number
    monitoring: Number
    off_phone_time: Number
    seats: Number | None = None
    occupancy: Number | None = None
    evidence: Evidence = Evidence.ALL
    target: Number = 1.0
    standard: Number = 1.0
    follow_up_share: Number | None = None
    coaching_share: Number | None = None

    def __post_init__(self) -> None:
        if (self.seats is None) == (self.occupancy is None):
            raise ValueError("a policy has seats or an occupancy target; accepted: exactly one")

    @property
    def staffing(self) -> Number:
        """The one of the two that is given."""
        return next(lever for lever in (self.seats, self.occupancy) if lever is not None)


def today_policy(figures: Figures, evidence: Evidence = Evidence.ALL) -> Policy:
    """Today's scorecard, seats and time off the phone."""
    return Policy(
        enforcement=figures.enforcement,
        monitoring=figures.monitoring,
        off_phone_time=figures.centre.off_phone_time,
        seats=figures.centre.seats,
        evidence=evidence,
    )


def policy(figures: Figures, scenario: Scenario) -> Policy:
    """The policy of a scenario for these figures."""
    points: dict[Metric, Number] = {**scenario.weights.points()}
    same_heads = scenario.staffing is Staffing.SAME_HEADS
    return Policy(
        enforcement=enforcement(points, scenario.strictness),
        monitoring=monitoring(points),
        off_phone_time=scenario.off_phone_time,
        seats=figures.centre.seats if same_heads else None,
        occupancy=scenario.occupancy_target,
        evidence=scenario.evidence,
        target=scenario.handle_time_target,
        standard=scenario.standard_of_care,
        follow_up_share=scenario.follow_up_share,
        coaching_share=scenario.coaching_share,
    )


def tried(register: Register, scenario: Scenario) -> Register:
    """The register with the values that the scenario tries out; retired ones are passed over.

    Raises ValueError when a value is not accepted or no assumption has that id.
    """
    gone = retired_assumptions()
    values = {
        key: value
        for key, value in scenario.overrides.items()
        if key in register or key not in gone
    }
    unknown = [key for key in values if key not in register]
    if unknown:
        raise ValueError(f"the scenario tries {', '.join(unknown)}, which no assumption is called")
    return register.try_values(values)
