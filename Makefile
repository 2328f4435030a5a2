# Headroom. Two commands: `make run` opens it, `make test` checks it. Both set up what they need,
# and both are quick the second time. Also: `make bench` and `make load` measure it.

# Not taken from the environment: some shells export HOST, and that would open it to the network.
HOST = 127.0.0.1
PORT = 8501
# The address of a reverse proxy in front, if there is one; see the README.
PROXY =

# Some shells tell Python to keep nothing of what it compiles; it would start a second later.
unexport PYTHONDONTWRITEBYTECODE

PYTHON = .venv/bin/python
PIP = $(PYTHON) -m pip install --quiet --disable-pip-version-check

.PHONY: run test bench load set-up set-up-tests chromium haproxy

run: set-up
	@$(PYTHON) -m workbench.server --host "$(HOST)" --port "$(PORT)"$(if $(PROXY), --proxy "$(PROXY)")

test: set-up-tests chromium
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) -m pytest --numprocesses 2 --dist loadfile

bench: set-up-tests
	@$(PYTHON) -m bench

load: set-up-tests haproxy
	@$(PYTHON) -m bench.load

# A copy of the list of requirements in .venv says what is installed there.
set-up:
	@cmp -s requirements.txt .venv/requirements.txt && $(PYTHON) -c "" 2> /dev/null || { \
		$(NEW_VENV) && echo "Installing what Headroom needs; this takes a minute or two, once." && \
		$(PIP) -r requirements.txt && cp requirements.txt .venv/requirements.txt; }

set-up-tests: set-up
	@cmp -s requirements-test.txt .venv/requirements-test.txt || { \
		echo "Installing what the tests need; this takes a minute or two, once." && \
		$(PIP) -r requirements.txt -r requirements-test.txt && \
		cp requirements-test.txt .venv/requirements-test.txt; }

chromium:
	@command -v chromium > /dev/null || command -v chromium-browser > /dev/null || { \
		echo "Installing Chromium, which the browser tests drive." && \
		$(call INSTALL,chromium); } || { \
		echo "The browser tests need Chromium. On Debian: sudo apt-get install chromium" >&2; \
		exit 1; }

# Without it `make load` leaves out the two servers, and says so.
haproxy:
	@command -v haproxy > /dev/null || [ -x /usr/sbin/haproxy ] || { \
		echo "Installing HAProxy, behind which two servers are measured." && \
		$(call INSTALL,haproxy); } || \
		echo "HAProxy could not be installed. On Debian: sudo apt-get install haproxy" >&2

# Install a Debian package, where that can be done without asking for a password.
INSTALL = { if [ "$$(id -u)" = 0 ]; then as=""; else as="sudo -n"; fi; \
	$$as apt-get update --quiet=2 && \
	DEBIAN_FRONTEND=noninteractive $$as apt-get install --quiet=2 --yes --no-install-recommends $(1); }

# Make .venv with the first Python that is new enough; say what to do if none is.
NEW_VENV = { \
	for found in python3 python3.14 python3.13 python3.12 python3.11 python ""; do \
		[ -n "$$found" ] || { \
			echo "Headroom needs Python 3.11 or newer, and found $$(python3 --version 2> /dev/null || echo none)." >&2; \
			echo "On Debian: sudo apt-get install python3 python3-venv" >&2; \
			exit 1; }; \
		$$found -c "import sys; sys.exit(sys.version_info < (3, 11))" 2> /dev/null && break; \
	done; \
	$$found -c "import ensurepip" 2> /dev/null || $(call INSTALL,python3-venv) || { \
		echo "$$($$found --version) has no venv. On Debian: sudo apt-get install python3-venv" >&2; \
		exit 1; }; \
	$$found -m venv --clear .venv; }
