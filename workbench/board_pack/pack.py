"""What goes into a board pack; the caller has already applied the privacy rules."""

from datetime import date

from pydantic import Field, model_validator

from workbench.business_case.case import Case
from workbench.evidence.assumptions import Assumption
from workbench.frozen import Frozen

Cell = str | int | float | None

INVENTED = "Demo: company and figures are invented"


class Findings(Frozen):
    """A table of released figures, such as the verdict on each element: text and numbers only."""

    title: str = Field(min_length=1)
    columns: tuple[str, ...] = Field(min_length=1)
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    @model_validator(mode="after")
    def _rectangular(self) -> "Findings":
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"{self.title}: row {number} has {len(row)} cells; accepted: "
                    f"{len(self.columns)}, one a column"
                )
        return self


class Section(Frozen):
    """A sheet of its own: its name, what it is, and its tables from top to bottom.

    A table of one column is text that runs across the sheet.
    """

    name: str = Field(min_length=1, max_length=31)
    remark: str
    tables: tuple[Findings, ...]


class BoardPack(Frozen):
    """A case with the figures and findings behind it.

    `scenario` names the scenario, `model` the program and its version that worked the results out.
    `as_of` is the date the pack carries; the same pack always gives the same bytes. `invented` says
    that company and figures are made up; the first sheet and the foot of every page say so then.
    """

    organisation: str
    workshop: str
    scenario: str
    model: str
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    as_of: date
    invented: bool = False
    case: Case
    assumptions: tuple[Assumption, ...]
    findings: tuple[Findings, ...] = ()
    sections: tuple[Section, ...] = ()
    sources: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _holds_what_the_case_uses(self) -> "BoardPack":
        held = {assumption.id: assumption.p50 for assumption in self.assumptions}
        if missing := [key for key in self.case.rows.assumptions if key not in held]:
            raise ValueError(f"assumptions lack {', '.join(missing)}; the case uses them")
        if other := [key for key, value in held.items() if self.case.values.get(key) != value]:
            raise ValueError(
                f"{', '.join(other)} differ from the case; accepted: the figures it was built on"
            )
        return self
