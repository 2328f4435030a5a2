"""The walls of the house: who may import whom, and what a file may be called or hold."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What each package may import from the others. Arrows run downwards only.
FOUNDATION = {"frozen", "marked_yaml"}
EVIDENCE = FOUNDATION | {"evidence"}
WORKSHOP = EVIDENCE | {"workshop"}
MODELS = WORKSHOP | {"voices", "headroom"}
DECISIONS = MODELS | {"readiness", "business_case", "strategy"}
DOMAIN = DECISIONS | {"demo"}
MAY_IMPORT = {
    "frozen": set(),
    "marked_yaml": set(),
    "evidence": FOUNDATION,
    "workshop": EVIDENCE,
    "voices": WORKSHOP,
    "headroom": WORKSHOP,
    "readiness": MODELS,
    "business_case": MODELS,
    "strategy": MODELS,
    "demo": DECISIONS,
    "exchange": DOMAIN,
    "storage": DOMAIN | {"exchange"},
    "charts": DOMAIN,
    "board_pack": DOMAIN | {"charts"},
    "rehearsal": DOMAIN | {"storage"},
    "ui": DOMAIN | {"exchange", "storage", "charts", "board_pack", "rehearsal"},
    "pages": DOMAIN | {"ui", "charts"},
    "web": {"ui"},
    "phone": DOMAIN | {"storage"},
    "server": WORKSHOP | {"ui", "charts", "board_pack", "storage", "rehearsal"},
    "app": {"server", "phone", "ui"},
}
# Which packages may import a library; every other may not.
ONLY_IN = {
    "streamlit": {"app", "web", "pages", "ui", "server"},
    "altair": {"charts"},
    "sqlalchemy": {"storage"},
    "alembic": {"storage"},
    "psycopg": {"storage"},
    "sqlite3": {"storage"},
    "starlette": {"app", "server", "phone"},
    "jinja2": {"phone"},
    "uvicorn": {"server"},
}
NAMES_THAT_SAY_NOTHING = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}
SQL = re.compile(r"(SELECT\b.+\bFROM|INSERT\s+INTO|UPDATE\b.+\bSET|DELETE\s+FROM)\b", re.DOTALL)
# Folders of the workplace where this was written; spelt so that this file does not name them.
OUTSIDE = re.compile("|".join(["/sha" + "red/", "/wo" + "rk/", "/tm" + "p/h", r"\.lib" + "rary"]))
TEXT = {
    "",
    ".cfg",
    ".css",
    ".csv",
    ".html",
    ".ini",
    ".json",
    ".mako",
    ".md",
    ".py",
    ".svg",
    ".toml",
}
TEXT |= {".txt", ".yaml", ".yml"}


@cache
def sources() -> dict[Path, ast.Module]:
    """Every Python file of the product, read once."""
    files = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "workbench").rglob("*.py")]
    return {file: ast.parse(file.read_text()) for file in files}


def package(file: Path) -> str:
    """The part of the house that a file stands in; empty for the package's own front."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    inner = parts[1] if parts[0] == "workbench" else parts[0]
    return "" if inner == "__init__" else inner


def imported(tree: ast.Module) -> Iterator[str]:
    """Every module that a file imports, in full."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            yield str(node.module)
            yield from (f"{node.module}.{name.name}" for name in node.names)


def project_files() -> Iterator[Path]:
    """Every text file that belongs to the project."""
    for top in sorted(ROOT.iterdir()):
        if top.is_file() and top.name != ".git":
            yield top
        elif top.name in {".ci", ".streamlit", "assets", "bench", "pages", "tests", "workbench"}:
            yield from (file for file in top.rglob("*") if "__pycache__" not in file.parts)


def test_every_package_has_its_place() -> None:
    assert {package(file) for file in sources()} - {""} <= set(MAY_IMPORT)


def test_arrows_run_downwards_only() -> None:
    crossings = {
        f"{file.relative_to(ROOT)} imports {module}"
        for file, tree in sources().items()
        for module in imported(tree)
        if module.startswith("workbench.")
        and module.split(".")[1] not in MAY_IMPORT[package(file)] | {package(file)}
    }

    assert crossings == set()


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_stays_behind_its_wall(library: str) -> None:
    users = {
        package(file)
        for file, tree in sources().items()
        if any(module.split(".")[0] == library for module in imported(tree))
    }

    assert users <= ONLY_IN[library]


def test_sql_is_written_in_the_storage_only() -> None:
    written = {
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file, tree in sources().items()
        if package(file) != "storage"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    }

    assert written == set()


def test_the_frame_is_alone_in_its_folder() -> None:
    files = {file.name for file in (ROOT / "workbench/web").iterdir()} - {"__pycache__"}

    assert files == {"frame.py"}


def test_the_server_file_is_short() -> None:
    assert len((ROOT / "app.py").read_text().splitlines()) < 40


def test_a_file_is_named_after_what_a_reader_looks_for() -> None:
    vague = {
        str(file.relative_to(ROOT))
        for file in project_files()
        if NAMES_THAT_SAY_NOTHING & set(re.split(r"[^a-z]+", file.stem.lower()))
    }

    assert vague == set()


def test_the_project_stands_alone() -> None:
    mentions = {
        f"{file.relative_to(ROOT)}: {found[0]}"
        for file in project_files()
        if file.is_file() and file.suffix in TEXT
        if (found := OUTSIDE.search(file.read_text(encoding="utf-8")))
    }

    assert mentions == set()
