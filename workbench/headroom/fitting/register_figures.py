"""Between the rows and the register: the priors to start from, and the figures to hand over."""

from datetime import date

from workbench.evidence.assumptions import Assumption, Register
from workbench.evidence.grades import Grade, SourceKind
from workbench.headroom.day_estimates import Spread

SOURCE = "Calibration on uploaded operations data"
"""What the source of every figure from here begins with, so that it is known again."""


def before_calibration(register: Register) -> Register:
    """The register as it was before figures were taken from a calibration.

    A figure that rows have moved is no prior for the same rows: they would count twice.
    """
    return Register(
        next(
            (
                earlier
                for earlier in (register[key], *reversed(register.replaced(key)))
                if not earlier.source.startswith(SOURCE)
            ),
            register[key],
        )
        for key in register
    )


def measured_figure(
    before: Assumption,
    found: Spread,
    grade: Grade,
    source: str,
    as_of: date,
    n: int,
    how: str,
) -> Assumption | None:
    """A figure as the rows have it, to three digits, kept to what is accepted.

    None when it lies outside.
    """
    if not before.lowest <= found.value <= before.highest:
        return None

    def within(value: float) -> float:
        return min(before.highest, max(before.lowest, float(f"{value:.3g}")))

    return Assumption.model_validate(
        before.model_dump()
        | {
            "p10": within(found.p10),
            "p50": within(found.value),
            "p90": within(found.p90),
            "source_kind": SourceKind.UPLOADED,
            "source": f"{SOURCE}, {source}",
            "grade": grade,
            "as_of": as_of,
            "explanation": f"{before.explanation} {how}".strip(),
            "n": n,
            "interval": (within(found.low), within(found.high)),
        }
    )
