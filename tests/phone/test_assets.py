"""The style and the script: named by their content, compressed, and kept for ever."""

import gzip
import re

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
