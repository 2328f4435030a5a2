"""What people typed, shown as they typed it."""

import re

MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def plain(text: str) -> str:
    """Text for a place that reads Markdown, so that stars and brackets in it stay what they are."""
    return MARKUP.sub(r"\\\1", text)
