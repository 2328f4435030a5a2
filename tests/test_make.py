"""The two commands, with a Python that only writes down what it was asked to do."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PRETENDER = """#!/bin/sh
echo "$*" >> "$CALLS"
case "$*" in
  --version) echo "Python $VERSION";;
  *version_info*) test "$VERSION" != 3.9.2;;
  *ensurepip*) test "$VENV" != no;;
  "-m venv"*) rm -rf .venv && mkdir -p .venv/bin && cp "$0" .venv/bin/python;;
esac
"""
ORDINARY = ("cat", "cmp", "cp", "id", "make", "mkdir", "rm", "sh")


class Machine:
    """A folder with a space in its name, on a machine with nothing but a Python and Make."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "a fresh place"
        self.home.mkdir()
        for name in ("Makefile", "requirements.txt", "requirements-test.txt"):
            shutil.copy(ROOT / name, self.home)
        self.tools = folder / "tools"
        self.tools.mkdir()
        for tool in ORDINARY:
            found = shutil.which(tool)
            assert found is not None
            (self.tools / tool).symlink_to(found)
        python = self.tools / "python3"
        python.write_text(PRETENDER)
        python.chmod(0o755)
        self.calls = folder / "calls.txt"

    def make(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run Make there; an empty HOME and no other variable but these."""
        self.calls.write_text("")
        settings = {"PATH": str(self.tools), "HOME": "", "CALLS": str(self.calls)}
        return subprocess.run(
            ["make", *arguments],
            cwd=self.home,
            env={"VERSION": "3.12.1", "VENV": "yes", **settings, **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def called(self, part: str) -> list[str]:
        """What Python was asked to do, as far as it holds this part."""
        return [line for line in self.calls.read_text().splitlines() if part in line]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_first_start_sets_up_and_the_second_only_starts(machine: Machine) -> None:
    first = machine.make("run")
    assert first.returncode == 0, first.stderr
    assert len(machine.called("-m venv")) == 1
    assert [line.split()[-2:] for line in machine.called("-m pip")] == [["-r", "requirements.txt"]]

    second = machine.make("run")
    assert second.returncode == 0
    assert second.stdout == ""
    assert machine.called("-m") == ["-m workbench.server --host 127.0.0.1 --port 8501"]


def test_new_requirements_are_installed(machine: Machine) -> None:
    machine.make("run")
    with (machine.home / "requirements.txt").open("a") as requirements:
        requirements.write("something-new\n")

    machine.make("run")

    assert len(machine.called("-m pip")) == 1


def test_an_environment_whose_python_has_gone_is_made_again(machine: Machine) -> None:
    machine.make("run")
    (machine.home / ".venv/bin/python").unlink()

    machine.make("run")

    assert len(machine.called("-m venv")) == 1
    assert len(machine.called("-m workbench.server")) == 1


def test_opening_to_the_network_is_a_word_on_the_command_line(machine: Machine) -> None:
    machine.make("run", HOST="0.0.0.0", PORT="80")
    assert machine.called("--host") == ["-m workbench.server --host 127.0.0.1 --port 8501"]

    machine.make("run", "HOST=0.0.0.0", "PORT=8600")
    assert machine.called("--host") == ["-m workbench.server --host 0.0.0.0 --port 8600"]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"VERSION": "3.9.2"}, "Headroom needs Python 3.11 or newer, and found Python 3.9.2."),
        ({"VENV": "no"}, "Python 3.12.1 has no venv. On Debian: sudo apt-get install python3-venv"),
    ],
)
def test_a_python_that_will_not_do_is_named(
    machine: Machine, settings: dict[str, str], sentence: str
) -> None:
    answer = machine.make("run", **settings)

    assert answer.returncode != 0
    assert sentence in answer.stderr
    assert machine.called("-m") == []


def test_a_missing_browser_is_installed_where_that_is_possible(machine: Machine) -> None:
    asked = machine.home / "apt.txt"
    for name, body in {"sudo": 'shift; exec "$@"', "apt-get": f'echo "$*" >> "{asked}"'}.items():
        tool = machine.tools / name
        tool.write_text(f"#!/bin/sh\n{body}\n")
        tool.chmod(0o755)

    assert machine.make("chromium").returncode == 0
    assert asked.read_text().splitlines()[-1].endswith("--no-install-recommends chromium")

    (machine.tools / "apt-get").write_text("#!/bin/sh\nexit 100\n")
    refused = machine.make("chromium")
    assert refused.returncode != 0
    assert "On Debian: sudo apt-get install chromium" in refused.stderr


def test_continuous_integration_runs_what_everybody_runs() -> None:
    script = ROOT / ".ci/run"
    commands = [line for line in script.read_text().splitlines() if line and line[0] != "#"]

    assert os.access(script, os.X_OK)
    assert commands == ["set -e", 'cd "$(dirname "$0")/.."', "exec make test"]
