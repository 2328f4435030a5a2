"""The board pack of a scenario: put together once, written when somebody takes it."""

import re
import tomllib
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

import streamlit as st

from workbench.board_pack.methods import methods
from workbench.board_pack.pack import BoardPack, Section
from workbench.board_pack.released_findings import findings
from workbench.board_pack.tried import assumptions_as_used
from workbench.board_pack.workbook import workbook
from workbench.business_case.case import Case
from workbench.evidence.assumptions import Register
from workbench.ui.case import Built, Ground
from workbench.ui.current import readiness, register, released
from workbench.ui.store import now
from workbench.voices.instrument import instrument
from workbench.workshop.workshop import Kind, Workshop

ROOT = Path(__file__).parents[2]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pack_of(workshop: Workshop, on: Ground, name: str, shown: Built) -> BoardPack:
    """The pack of a case that was built on this ground. Raises ValueError without a case."""
    if shown.case is None or shown.held is None:
        raise ValueError(f"there is no case for a pack: {shown.problem}")
    levers = shown.scenario.model_dump_json(exclude={"name"})
    as_of = now().date()
    return _pack(on.workshop, on.revision, name, levers, as_of, workshop, shown.held, shown.case)


def written(pack: BoardPack, sections: tuple[Section, ...] = ()) -> bytes:
    """The pack as a workbook, with the sheets of words and fixed tables."""
    return workbook(pack.model_copy(update={"sections": sections}))


def file_name(pack: BoardPack) -> str:
    """The name of the file, from the organisation and the date: plain letters, digits, dashes."""
    plain = unicodedata.normalize("NFKD", pack.organisation).encode("ascii", "ignore").decode()
    organisation = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-")
    return f"{organisation or 'headroom'}-board-pack-{pack.as_of.isoformat()}.xlsx"


@st.cache_resource(max_entries=50, show_spinner=False)
def _pack(
    workshop: UUID,  # noqa: ARG001 - part of the key
    revision: int,  # noqa: ARG001 - part of the key
    name: str,
    levers: str,  # noqa: ARG001 - part of the key
    as_of: date,
    _workshop: Workshop,
    _held: Register,
    _case: Case,
) -> BoardPack:
    return BoardPack(
        organisation=_workshop.organisation,
        workshop=_workshop.name,
        scenario=name,
        model=_model(),
        currency=_workshop.currency,
        as_of=as_of,
        invented=_workshop.kind is Kind.DEMO,
        case=_case,
        assumptions=assumptions_as_used(_held, register(_workshop), _workshop.currency),
        findings=findings(readiness(_workshop), released(_workshop), instrument()),
        sources=tuple(f"{method.source} (for: {method.used_for})" for method in methods()),
    )


@cache
def _model() -> str:
    """The program and its version, as its project file has it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"Headroom {project['version']}"
