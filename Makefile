# Two commands set everything up: `make dataset`, then `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
CORPUS ?=

ifeq (,$(shell command -v $(PYTHON) 2>/dev/null))
PYTHON := python3
endif

.PHONY: help dataset test test-all lint ui bench bench-clean release lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

# The lock files pin every package with its hashes; uv, itself pinned, installs them quickly.
$(VENV)/.uv: requirements-uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@touch $@

$(VENV)/.runtime: $(VENV)/.uv requirements.lock pyproject.toml
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

dataset: $(VENV)/.runtime ## set up, run the Dagster job over the sample articles, write Parquet and DuckDB
	@$(BIN)/python -m pipeline.main_job

test: $(VENV)/.dev ## set up, run the test suite, without the tests that take a minute each
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not kills and not cluster and not bench"

test-all: $(VENV)/.dev ## also builds killed at twenty moments, a cluster that loses a node, the benchmark made small
	@$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(VENV)/.dev ## ruff and mypy --strict
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

ui: $(VENV)/.runtime ## the Dagster UI with this code location, at http://localhost:3000
	@mkdir -p outputs/dagster && DAGSTER_HOME=$(CURDIR)/outputs/dagster $(BIN)/dagster dev -w workspace.yaml

release: dataset ## a versioned release of the dataset, in outputs/releases
	@$(BIN)/minerals release

bench: $(VENV)/.dev ## speed, memory and query times, written to docs/performance.md
	@$(BIN)/python -m pipeline.benchmarks $(CORPUS)

bench-clean: $(VENV)/.runtime ## speed of cleaning beside plain trafilatura
	@$(BIN)/python -m pipeline.benchmarks.cleaning $(CORPUS)

lock: $(VENV)/.uv ## make the lock files anew from pyproject.toml
	@$(BIN)/uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements-uv.in -o requirements-uv.lock
	@$(BIN)/uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --all-extras pyproject.toml -c requirements.lock -o requirements-dev.lock

clean: ## remove what runs wrote, and the virtual environment
	@rm -rf $(VENV) outputs/dataset outputs/.[a-z]* outputs/minerals.duckdb outputs/quarantine outputs/cache outputs/stages outputs/dagster build dist
