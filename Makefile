# Every target sets itself up: it needs Python 3.11 or later and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test crawl faults accuracy bench-normalize platforms lint lock clean

help: ## these lines
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(READY): requirements.lock pyproject.toml
	@echo "setting up $(VENV) (once, about half a minute)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.12 …" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## seven days of unionjobs.com, then nine boards at once, on a bundled replica; no network; a CSV
	@$(BIN)/python -m replica.demo

test: $(READY) ## the whole test suite
	@$(BIN)/python -m pytest -n auto -q

crawl: $(READY) ## the live job: one census of unionjobs.com into ./unionjobs.db
	@$(BIN)/scrapy crawl unionjobs

faults: $(READY) ## the fault matrix: what every fault closes (nothing), on both databases; then 200 kills
	@$(BIN)/python -m faults
	@$(BIN)/python -m faults kills

accuracy: $(READY) ## how often each normalized column is right, with intervals; writes docs/accuracy.md
	@$(BIN)/python -m accuracy

bench-normalize: $(READY) ## microseconds per posting and normalizer
	@$(BIN)/python -m accuracy.bench

platforms: $(READY) ## which page of which platform is covered by a fixture
	@$(BIN)/python -m tests.coverage_table

lint: $(READY) ## formatting, linters, types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

lock: $(READY) ## resolve the dependencies again and pin them
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra postgres --extra parquet --group dev -o requirements.lock --upgrade pyproject.toml

clean: ## remove what the other targets made
	rm -rf $(VENV) demo-output build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
