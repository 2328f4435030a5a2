"""One line of text that people read: names of workshops, scenarios and files."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints


def one_line(text: str) -> str:
    """The text itself; raises ValueError when it is more than one line of plain text."""
    if any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in text):
        raise ValueError("must be one line of text without control characters")
    return text


Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(one_line),
]
