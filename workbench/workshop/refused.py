"""A request that the rules of a workshop do not allow."""

from pydantic import ValidationError


class Refused(ValueError):
    """What was asked is not allowed here; the message tells the person who asked why."""


def refused(error: ValidationError) -> Refused:
    """The first problem that a model found, as one sentence that names the field."""
    first = error.errors(include_url=False)[0]
    where = " ".join(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    return Refused(f"{where}: {message}" if where else message)
