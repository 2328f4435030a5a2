"""One plain HTTP request, without a client that decompresses, redirects or keeps cookies."""

from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes


def ask(url: str, path: str, method: str = "GET", **headers: str) -> Answer:
    """Ask once; underscores in the names of headers stand for hyphens."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Accept-Encoding": "identity", **named})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()
