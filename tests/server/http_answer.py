"""One plain HTTP request, without a client that decompresses, redirects or keeps cookies."""

from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes


def ask(
    url: str,
    path: str,
    method: str = "GET",
    *,
    source: str = "",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    **named: str,
) -> Answer:
    """Ask once; underscores in the names of headers stand for hyphens.

    `source` is the address to ask from: 127.0.0.2 stands for another machine.
    """
    address = (source, 0) if source else None
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30, source_address=address)
    try:
        sent = {name.replace("_", "-"): value for name, value in named.items()}
        sent = {"Accept-Encoding": "identity", **sent, **(headers or {})}
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()
