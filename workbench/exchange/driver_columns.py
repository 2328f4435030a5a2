"""The columns of a file of driver data: what they are called and what they hold."""

from typing import NamedTuple

from workbench.exchange.headers import Headers


class Column(NamedTuple):
    """A column: its header, its field, what is accepted, and whether its cells may be empty."""

    header: str
    field: str
    accepted: str
    may_be_empty: bool = False

    @property
    def is_needed(self) -> bool:
        """Whether a file without it is refused."""
        return not self.may_be_empty


FIGURE = Column("Figure", "figure", "the name of a figure, as in the template")
UNIT = Column("Unit", "unit", "the unit that the template gives for the figure")
LOW = Column("Low", "p10", "a number: one in ten is lower (P10)", may_be_empty=True)
BASE = Column("Base", "p50", "a number: as likely higher as lower (P50)")
HIGH = Column("High", "p90", "a number: one in ten is higher (P90)", may_be_empty=True)
SOURCE = Column("Source", "source", "who measured or said so, in 3 to 500 letters")
KIND = Column("Kind of source", "kind", "voices, uploaded data, published evidence or judgement")
OWNER = Column("Owner", "owner", "who answers for the figure, in 2 to 120 letters")
GRADE = Column(
    "Evidence grade",
    "grade",
    "A experiment, B longitudinal or structural study, C cross-section, V vendor claim, "
    "J judgement",
)
AS_OF = Column("As of", "as_of", "a date such as 2026-11-30")
COLUMNS = (FIGURE, UNIT, LOW, BASE, HIGH, SOURCE, KIND, OWNER, GRADE, AS_OF)
HEADERS = Headers(COLUMNS)
