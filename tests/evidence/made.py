"""Assumptions and edits for the tests of the register."""

from datetime import UTC, date, datetime, timedelta

from workbench.evidence.assumptions import Assumption, AssumptionEdit
from workbench.evidence.grades import Grade, SourceKind

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def assumption(**changes: object) -> Assumption:
    given = {
        "id": "absence",
        "label": "Absence from the rota",
        "unit": "share",
        "group": "Contact centre",
        "p10": 0.2,
        "p50": 0.25,
        "p90": 0.32,
        "lowest": 0.0,
        "highest": 0.8,
        "step": 0.01,
        "source_kind": SourceKind.JUDGEMENT,
        "source": "A guess",
        "owner": "Operations",
        "grade": Grade.J,
        "as_of": date(2026, 1, 1),
        "explanation": "Share of paid time lost.",
    }
    return Assumption.model_validate(given | changes)


def edit(number: int = 0, **changes: object) -> AssumptionEdit:
    given = {
        "assumption_id": "absence",
        "p10": 0.1,
        "p50": 0.2,
        "p90": 0.3,
        "source_kind": SourceKind.UPLOADED,
        "source": "Payroll of 2025",
        "owner": "Finance",
        "grade": Grade.B,
        "as_of": date(2026, 3, 2),
        "edited_at": NOON + timedelta(minutes=number),
    }
    return AssumptionEdit.model_validate(given | changes)
