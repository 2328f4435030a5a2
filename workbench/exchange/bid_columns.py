"""The columns of a file of bids: what they are called, what they hold, and where a bid keeps it."""

from enum import Enum, auto
from typing import NamedTuple

from workbench.business_case.bids import MOST_YEARS
from workbench.exchange.headers import Headers

LOW, BASE, HIGH = "low", "base", "high"
ENDS = (LOW, BASE, HIGH)


class Holds(Enum):
    """What the cells of a column are."""

    TEXT = auto()
    NAMES = auto()
    SHARES = auto()
    DATE = auto()
    WHOLE = auto()
    AMOUNT = auto()
    LANE = auto()
    GRADE = auto()
    YES_NO = auto()


class Column(NamedTuple):
    """A column: its header, the field of the bid, what it holds, whether a file needs it."""

    header: str
    field: str
    holds: Holds
    is_needed: bool = True
    accepted: str = ""


def cost_header(year: int, end: str) -> str:
    """The header of a cost."""
    return f"Cost year {year} {end}"


def benefit_header(year: int, end: str) -> str:
    """The header of a benefit."""
    return f"Benefit year {year} {end}"


def people_header(year: int) -> str:
    """The header of the people-months of a year."""
    return f"People-months year {year}"


ONE_LINE = "one line of up to 120 letters"
COLUMNS = (
    Column("Name", "name", Holds.TEXT, accepted=ONE_LINE),
    Column("Function", "function", Holds.TEXT, accepted=ONE_LINE),
    Column("Owner", "owner", Holds.TEXT, accepted=ONE_LINE),
    Column("Lane", "lane", Holds.LANE, accepted="transformation or management"),
    Column("Start", "starts", Holds.DATE, accepted="the earliest day, such as 2027-01-01"),
    Column("Months until it works", "months", Holds.WHOLE, accepted="a whole number from 1 to 60"),
    Column(
        "Evidence grade",
        "grade",
        Holds.GRADE,
        accepted="A experiment, B longitudinal or structural study, C cross-section, V vendor "
        "claim, J judgement",
    ),
    Column("First gate", "gate", Holds.DATE, accepted="a day on or after the start"),
    Column("Spend before the first gate", "before_gate", Holds.AMOUNT, accepted="an amount from 0"),
    Column("Kill criterion", "kill_criterion", Holds.TEXT, accepted="one line of 3 to 300 letters"),
    Column(
        "Requires",
        "requires",
        Holds.NAMES,
        is_needed=False,
        accepted="names of bids or scenarios, separated by semicolons",
    ),
    Column(
        "Excludes",
        "excludes",
        Holds.NAMES,
        is_needed=False,
        accepted="names of bids or scenarios, separated by semicolons",
    ),
    Column(
        "Removes",
        "removes",
        Holds.SHARES,
        is_needed=False,
        accepted="causes with the share of each, separated by semicolons: repeat contacts 40%; "
        "complaints",
    ),
    Column("Mandatory", "mandatory", Holds.YES_NO, is_needed=False, accepted="yes or no"),
    *(
        Column(
            people_header(year),
            f"people {year}",
            Holds.AMOUNT,
            is_needed=False,
            accepted="people-months from 0; year 1 begins with the start",
        )
        for year in range(1, MOST_YEARS + 1)
    ),
    *(
        Column(
            cost_header(year, end),
            f"cost {year} {end}",
            Holds.AMOUNT,
            is_needed=(year, end) == (0, BASE),
            accepted="an amount from 0; year 0 is spent at the start",
        )
        for year in range(MOST_YEARS + 1)
        for end in ENDS
    ),
    *(
        Column(
            benefit_header(year, end),
            f"benefit {year} {end}",
            Holds.AMOUNT,
            is_needed=(year, end) == (1, BASE),
            accepted="an amount at the end of the year",
        )
        for year in range(1, MOST_YEARS + 1)
        for end in ENDS
    ),
)
HEADERS = Headers(COLUMNS)
_BY_FIELD = {column.field: column for column in COLUMNS}


def column_of(field: str) -> Column:
    """The column that holds a field of a bid; that of the first cost for costs in general."""
    for name in (field, f"{field} {BASE}", f"{field.removesuffix('s')} 0 {BASE}"):
        if name in _BY_FIELD:
            return _BY_FIELD[name]
    return COLUMNS[0]
