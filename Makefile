# Everything the project needs is installed into .venv; nothing else on the machine changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint .ci/constraints.txt
# What `make run` needs is installed first and alone, so that a newcomer does not wait for the test tools.
EXTRAS := preview,pictures,watch,servers
RUNS := $(VENV)/.runs
SETUP := $(VENV)/.setup

.PHONY: setup run test lint bench clean

setup: $(SETUP)

$(RUNS): pyproject.toml .ci/constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12"; exit 1; }
	@echo "Installing into $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --editable '.[$(EXTRAS)]'
	@# Compiled once here: a question in the terminal then starts in half the time, also where
	@# PYTHONDONTWRITEBYTECODE is set.
	@$(BIN)/python -m compileall -q bot
	@touch $@

$(SETUP): $(RUNS)
	@echo "Installing the test tools into $(VENV) ..."
	@$(PIP) --editable '.[$(EXTRAS),import,dev]'
	@touch $@

run: $(RUNS)
	@$(BIN)/python -m bot run

test: setup
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup
	$(PIP) --editable '.[bench]'
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
