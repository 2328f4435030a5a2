"""The style and the script of the phone's pages: read once, compressed once, kept by every browser.

Their names hold a fingerprint of what is in them, so that a browser may keep them for ever.
"""

import gzip
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

STATIC = Path(__file__).parent / "static"
KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
FOR_EVER = "public, max-age=31536000, immutable"


class Asset(NamedTuple):
    """A file: its address, its kind, and its content as it is and compressed."""

    path: str
    kind: str
    plain: bytes
    packed: bytes


@cache
def asset(ending: str) -> Asset:
    """The style (`css`) or the script (`js`)."""
    content = (STATIC / f"phone.{ending}").read_bytes()
    mark = sha256(content).hexdigest()[:12]
    return Asset(
        path=f"/phone/phone.{mark}.{ending}",
        kind=KINDS[ending],
        plain=content,
        packed=gzip.compress(content, 9, mtime=0),
    )


async def serve_asset(request: Request) -> Response:
    """Answer with a file.

    A page that was loaded before an upgrade asks by the old name: it gets what there is now, and
    does not keep it under that name.
    """
    name, _, ending = request.path_params["name"].rpartition(".")
    if ending not in KINDS or not name.startswith("phone."):
        return Response(status_code=404)
    found = asset(ending)
    packs = takes_gzip(request)
    headers = {
        "cache-control": FOR_EVER if request.url.path == found.path else "no-cache",
        "vary": "accept-encoding",
    }
    if packs:
        headers["content-encoding"] = "gzip"
    content = found.packed if packs else found.plain
    return Response(content, headers=headers, media_type=found.kind)


def takes_gzip(request: Request) -> bool:
    """Tell whether the browser accepts gzip; a weight of 0 refuses it (RFC 9110, 12.5.3)."""
    for offer in request.headers.get("accept-encoding", "").split(","):
        name, _, weight = offer.partition(";")
        if name.strip().lower() == "gzip":
            return weight.replace(" ", "").rstrip("0") not in {"q=", "q=0", "q=0."}
    return False
