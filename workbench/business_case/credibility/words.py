"""The words that people write about a case: a paragraph, a line, a name."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from workbench.workshop.title import one_line


def _printable(text: str) -> str:
    kept = text.replace("\r\n", "\n")
    if any(unicodedata.category(letter) == "Cc" and letter != "\n" for letter in kept):
        raise ValueError("must be text without control characters")
    return kept


Paragraph = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=20, max_length=1500),
    AfterValidator(_printable),
]
"""What is said in full: 20 to 1,500 letters, in as many lines as it takes."""

Remark = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=500), AfterValidator(_printable)
]
"""What may be said beside it: up to 500 letters, or nothing."""

Sentence = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=300),
    AfterValidator(one_line),
]
"""One line of 3 to 300 letters."""

Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=2, max_length=120),
    AfterValidator(one_line),
]
"""Who: a person or a function, 2 to 120 letters."""
