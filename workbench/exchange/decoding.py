"""From the bytes of a file to its text, whatever program wrote it."""

import codecs
import re

from workbench.exchange.problems import Problem, UnreadableFile

LARGEST_FILE = 40 * 1024 * 1024
OTHER_FORMATS = {
    b"PK\x03\x04": "a spreadsheet or an archive (XLSX or ZIP)",
    b"\xd0\xcf\x11\xe0": "an old spreadsheet (XLS)",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed archive",
    b"{\\rtf": "a text document (RTF)",
}
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")
LOOKED_AT = 64


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252.

    Raises UnreadableFile when it is too large, empty, another kind of file or not text at all.
    """
    if len(data) > LARGEST_FILE:
        raise _refused(
            f"The file has {len(data) / 1024**2:.0f} MB; accepted: up to "
            f"{LARGEST_FILE // 1024**2} MB."
        )
    for start, name in OTHER_FORMATS.items():
        if data.startswith(start):
            raise _refused(f"The file is {name}; accepted: CSV. Save it as CSV and try again.")
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _refused(
            f"The file is not text that can be read (byte {error.start + 1}); accepted: CSV in "
            "UTF-8, UTF-16 or Windows-1252."
        ) from error
    if NO_TEXT.search(text):
        raise _refused("The file is not text; accepted: CSV. Save the sheet as CSV and try again.")
    if not text.strip():
        raise _refused("The file is empty; accepted: a header and one row for each day.")
    return text


def _encoding(data: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    start = data[:LOOKED_AT]
    if len(start) >= 4 and not any(start[1::2]):
        return "utf-16-le"
    if len(start) >= 4 and not any(start[0::2]):
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _refused(message: str) -> UnreadableFile:
    return UnreadableFile([Problem(message)])
