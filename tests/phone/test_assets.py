"""The style and the script: named by their content, compressed, and kept for ever."""

import gzip
import re

import pytest

from tests.phone.made import joined
from tests.phone.phone import Phone
from workbench.phone.assets import STATIC, asset
from workbench.workshop.workshop import Workshop

MOST_BYTES = 40 * 1024


def test_a_first_load_is_three_small_files(workshop: Workshop, phone: Phone) -> None:
    home = joined(phone, workshop)
    page = phone.get(home)

    named = set(re.findall(r'(?:href|src)="(/phone/[^"]+)"', page.html))
    files = [phone.ask("GET", path) for path in named]

    assert named == {asset("css").path, asset("js").path}
    assert len(page.body) + sum(len(file.body) for file in files) < MOST_BYTES / 3
    for file in files:
        assert file.status == 200
        assert file.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert file.headers["content-encoding"] == "gzip"
        assert "set-cookie" not in file.headers


def test_a_file_comes_plain_to_who_does_not_unpack(phone: Phone) -> None:
    path = asset("js").path

    plain = phone.ask("GET", path, headers={"accept-encoding": "gzip;q=0, identity"})
    packed = phone.ask("GET", path)

    assert plain.body == (STATIC / "phone.js").read_bytes() == gzip.decompress(packed.body)
    assert plain.headers["vary"] == "accept-encoding"


def test_an_old_page_finds_the_style_there_is_now_and_nothing_else_is_served(phone: Phone) -> None:
    old = phone.ask("GET", "/phone/phone.0123456789ab.css")

    assert (old.status, old.headers["cache-control"]) == (200, "no-cache")
    for name in ("phone.py", "routes.py", "..%2froutes.py", "phone.js.map", "", "x.css"):
        assert phone.ask("GET", f"/phone/{name}").status == 404


def test_the_script_is_written_for_old_browsers() -> None:
    script = (STATIC / "phone.js").read_text()
    code = re.sub(r"//[^\n]*|'(?:\\.|[^'\\])*'", "", script)

    assert not re.search(r"=>|\?\.|\?\?|`|\b(?:let|const|async|await|class)\b|\.\.\.", code)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    full = colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])
    parts = [int(full[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("shade", [0, 1], ids=["light", "dark"])
def test_every_text_can_be_read_and_every_edge_seen(shade: int) -> None:
    style = (STATIC / "phone.css").read_text()
    block = re.findall(r":root \{([^}]+)\}", style)[shade]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+)", block))
    texts = [("ink", "page"), ("ink", "panel"), ("soft", "page"), ("soft", "panel")]
    texts += [("accent", "page"), ("accent", "panel"), ("on-accent", "accent")]
    texts += [("wrong", "wrong-panel"), ("wrong", "page"), ("ink", "good-panel")]

    assert {pair: contrast(*(colours[name] for name in pair)) >= 4.5 for pair in texts} == (
        dict.fromkeys(texts, True)
    )
    assert contrast(colours["line"], colours["page"]) >= 3
    assert contrast("#000000", "#ffffff") == 21
