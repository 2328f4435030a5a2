"""What a facilitator sets for a workshop, checked field by field before anything is changed."""

from pydantic import TypeAdapter, ValidationError

from workbench.workshop.title import Title
from workbench.workshop.workshop import CURRENCIES, Privacy

LOWEST_STANDARD, HIGHEST_STANDARD = 1.0, 5.0
_TITLE: TypeAdapter[str] = TypeAdapter(Title)
_THRESHOLDS = Privacy.model_json_schema()["properties"]


def threshold_limits(field: str) -> tuple[int, int]:
    """The lowest and the highest number of people that a privacy threshold accepts."""
    return _THRESHOLDS[field]["minimum"], _THRESHOLDS[field]["maximum"]


def problems_of_details(name: str, organisation: str, currency: str) -> dict[str, str]:
    """What is wrong with what a workshop is called, by field; empty when all is well."""
    found = {
        field: told
        for field, told in (("name", _of_title(name)), ("organisation", _of_title(organisation)))
        if told
    }
    if currency not in CURRENCIES:
        found["currency"] = f"{currency} is not known; accepted: {', '.join(CURRENCIES)}."
    return found


def problems_of_standard(standard: float | None) -> dict[str, str]:
    """What is wrong with a requisite standard for all elements, by field."""
    if standard is not None and LOWEST_STANDARD <= standard <= HIGHEST_STANDARD:
        return {}
    given = "It is empty" if standard is None else f"It is {standard:g}"
    return {"requisite": f"{given}; accepted: {LOWEST_STANDARD:g} to {HIGHEST_STANDARD:g}."}


def problems_of_privacy(scores: int | None, comments: int | None) -> dict[str, str]:
    """What is wrong with the privacy thresholds, by field."""
    given = {"score_threshold": scores, "comment_threshold": comments}
    found: dict[str, str] = {}
    for field, people in given.items():
        lowest, highest = threshold_limits(field)
        if people is None:
            found[field] = f"It is empty; accepted: {lowest} to {highest} people."
        elif not lowest <= people <= highest:
            found[field] = f"It is {people}; accepted: {lowest} to {highest} people."
    if not found and comments is not None and scores is not None and comments < scores:
        found["comment_threshold"] = (
            f"It is {comments}; accepted: at least {scores}, because words give a person away "
            "sooner than scores."
        )
    return found


def _of_title(text: str) -> str | None:
    try:
        _TITLE.validate_python(text)
    except ValidationError as error:
        wrong = {
            "string_too_short": "It is empty",
            "string_too_long": f"It has {len(text.strip()):,} letters",
        }.get(error.errors()[0]["type"], "It holds a line break or a control character")
        return f"{wrong}; accepted: 1 to 120 letters in one line."
    return None
