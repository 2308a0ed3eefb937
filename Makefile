# Every target sets itself up: it needs Python 3.11 or later and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Hundreds of processes load the same modules: what is compiled once is kept, in __pycache__, which git ignores.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test crawl browse report duckdb faults accuracy conformance bench bench-crawl bench-normalize bench-linking bench-export bench-growth bench-site year tables \
	fast long fuzz generated check format codebook platforms lint lock clean

help: ## these lines
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(READY): requirements.lock pyproject.toml
	@echo "setting up $(VENV) (once, a minute or two)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.12 …" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## seven days of unionjobs.com, then nine boards, on a bundled replica; CSV, release, report, feeds and the site
	@$(BIN)/python -m lab.replica.demo

test: $(READY) ## the whole test suite, but for what `make long` repeats at length
	@$(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder -q

fast: $(READY) ## the tests without the slow ones (pytest.mark.slow)
	@$(BIN)/python -m pytest -n logical --dist loadscope --no-loadscope-reorder -q -m "not slow and not long"

long: $(READY) ## what takes many seconds and repeats what `make check` or a cheaper test proves; every night
	@$(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder -q -m long

fuzz: $(READY) ## the tests with invented inputs, with new ones each time
	@$(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder -q --hypothesis-profile=fuzz $$(grep -l "hypothesis import" -r tests --include="test_*.py")
	@$(BIN)/python -m pytest -n auto --dist loadscope --no-loadscope-reorder -q --every-piece tests/test_linear.py

check: lint generated-current test ## what every change must pass, and that the generated files are current

generated: $(READY) ## writes every generated file again, but for the measured ones
	@$(BIN)/python -m lab.generated

.PHONY: generated-current
generated-current: $(READY)
	@$(BIN)/python -m lab.generated --check

format: $(READY) ## formats the code and mends what ruff can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

crawl: $(READY) ## the live job: one census of unionjobs.com into ./unionjobs.db
	@$(BIN)/scrapy crawl unionjobs

browse: $(READY) ## the database in Datasette, read-only, on this machine
	@$(BIN)/scrapy browse

report: $(READY) ## one HTML page with charts of ./unionjobs.db
	@$(BIN)/scrapy report

duckdb: ## fetches the engine of the site's page of questions: scrapy publish DIR --duckdb build/duckdb/package/dist
	@mkdir -p build/duckdb
	@cd build/duckdb && npm pack --silent @duckdb/duckdb-wasm@1.28.0 >/dev/null && tar xzf duckdb-duckdb-wasm-1.28.0.tgz
	@ls -l build/duckdb/package/dist/duckdb-eh.wasm

faults: $(READY) ## the fault matrix: what every fault closes (nothing), on both databases; then 200 kills
	@$(BIN)/python -m lab.faults
	@$(BIN)/python -m lab.faults kills

accuracy: $(READY) ## how often each normalized column is right, with intervals; writes docs/accuracy.md
	@$(BIN)/python -m lab.accuracy
	@cp docs/accuracy.md unionjobs_scraper/publish/release/accuracy.md

conformance: $(READY) ## recorded responses read end to end, per platform and column: CAPTURES=folder [ARGS=--misses]
	@$(BIN)/python -m lab.accuracy.conformance "$(CAPTURES)" $(ARGS)

.PHONY: boards
boards: $(READY) ## lists of boards that others recorded: none fails, none gets another country: FOLDERS=folder
	@$(BIN)/python -m lab.accuracy.conformance.boards $(FOLDERS)

bench: bench-crawl bench-export bench-linking bench-normalize ## every benchmark; half an hour, on a quiet machine

bench-crawl: $(READY) ## a crawl against bare Scrapy and against a script of requests and BeautifulSoup; writes docs/performance.md
	@$(BIN)/python -m lab.bench.crawl --write

bench-linking: $(READY) ## what storing a posting costs beside a million others
	@$(BIN)/python -m lab.bench.linking

bench-export: $(READY) ## a million rows as CSV and Parquet, against sqlite3 -csv
	@$(BIN)/python -m lab.bench.export

bench-growth: $(READY) ## every command on 10,000 and 100,000 postings: processor, memory, slope (ARGS=--large: a million)
	@$(BIN)/python -m lab.bench.growth $(ARGS)

bench-site: $(READY) ## what a published site of 1,000, 10,000 and 100,000 postings costs; writes docs/performance.md
	@$(BIN)/python -m lab.bench.publishing --write

.PHONY: bench-crawlall bench-peers bench-years
bench-crawlall: $(READY) ## a crawlall of 120 sources: pages a second, memory, stalls, its slowest host; writes docs/performance.md
	@$(BIN)/python -m lab.bench.crawlall --write

bench-peers: $(READY) ## what others' patterns cost on the same pages; writes docs/performance.md
	@$(BIN)/python -m lab.bench.peers --write

bench-years: $(READY) ## three years of twenty sources without pages: time and growth a night; writes docs/performance.md
	@$(BIN)/python -m lab.bench.years --write

bench-normalize: $(READY) ## microseconds per posting and normalizer
	@$(BIN)/python -m lab.accuracy.bench

year: $(READY) ## a simulated year of ten sources with faults; hours; writes docs/simulated-year.md
	@$(BIN)/python -m lab.year --write

tables: $(READY) ## half a simulated year four times, without pages; half an hour; writes docs/tables.md
	@$(BIN)/python -m lab.tables --write

codebook: $(READY) ## writes docs/codebook.md from the program's own descriptions
	@$(BIN)/python -m lab.generated codebook.md

platforms: $(READY) ## which page of which platform is covered by a fixture
	@$(BIN)/python -m tests.support.coverage_table

lint: $(READY) ## formatting, linters, types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

lock: $(READY) ## resolve the dependencies again and pin them
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra postgres --extra parquet --extra research --extra release --extra feeds --extra browse \
		--extra notebook --extra alerts --extra archive --extra dask --extra mcp --extra xlsx --extra stata --extra duckdb --group dev -o requirements.lock --upgrade pyproject.toml
	@grep -v hash= requirements.lock | sed 's/ \\$$//' > .constraints.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra postgres -c .constraints.txt -o requirements-run.lock pyproject.toml
	@rm .constraints.txt

clean: ## remove what the other targets made
	rm -rf $(VENV) demo-output report.html build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
