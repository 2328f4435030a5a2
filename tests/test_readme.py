"""What the README says of requirements, folders and files is so."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TABLE = README[README.index("| Requirement") :]


def test_every_requirement_has_its_reason_and_nothing_else_is_listed() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    required = {re.split(r"[\[<>=]", line)[0] for line in lines if not line.startswith("#")}
    rows = re.findall(r"^\| ([\w, -]+) \|", TABLE, flags=re.MULTILINE)
    listed = {name for row in rows for name in row.split(", ")} - {"Requirement"}
    assert {name.lower() for name in listed} == {name.lower() for name in required}


def test_every_package_stands_in_the_layout() -> None:
    packages = {front.parent.name for front in (ROOT / "workbench").glob("*/__init__.py")}
    told = re.search(r"^    app\.py.*?(?=\n\n)", README, flags=re.MULTILINE | re.DOTALL)
    assert told is not None
    assert packages == packages & set(re.findall(r"(\w+)/", told.group()))


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)]+)\)", README))
def test_every_link_leads_to_a_file(target: str) -> None:
    assert (ROOT / target).exists()
