"""One line of text that people read: names of workshops, scenarios and files."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints


def _one_line(text: str) -> str:
    if any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in text):
        raise ValueError("must be one line of text without control characters")
    return text


Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(_one_line),
]
