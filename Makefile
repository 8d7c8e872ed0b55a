# Every task of the project. `make help` lists them.

PORT ?= 8000
HOST ?= 127.0.0.1
DOCS ?= examples/shenyang

# The first Python on the machine that is new enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv/bin

# One worker more than there are processors: some of them always wait for Chromium, LibreOffice or PostgreSQL.
WORKERS ?= $(shell "$(PYTHON)" -c 'import os; print((os.cpu_count() or 1) + 1)')

.DEFAULT_GOAL := help
.PHONY: help setup setup-test run check test test-postgres test-long bench bundle lock clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

python:
	@test -n "$(PYTHON)" || { echo "Luoshi needs Python 3.11 or newer on the PATH (or PYTHON=/path/to/python3)." >&2; exit 1; }

setup: python ## Install what running needs (.venv, locked packages, front end)
	@"$(PYTHON)" tools/setup.py

setup-test: python
	@"$(PYTHON)" tools/setup.py --test

run: setup ## Build, evaluate and serve a folder (DOCS=FOLDER PORT=8000 HOST=127.0.0.1)
	@$(VENV)/python tools/run.py "$(DOCS)" --host "$(HOST)" --port "$(PORT)"

check: setup-test ## Lint, format, types and layers
	@$(VENV)/ruff check --quiet .
	@$(VENV)/ruff format --quiet --check .
	@$(VENV)/mypy
	@PYTHONPATH=src $(VENV)/lint-imports

test: setup-test ## Run the tests, on SQLite
	@$(VENV)/python tools/needs.py
	@$(VENV)/pytest -n $(WORKERS) --dist loadgroup -m "not long and not twin" $(ARGS)

test-postgres: setup-test ## The same tests with every ledger in a PostgreSQL that they start
	@$(VENV)/python tools/needs.py
	@$(VENV)/pytest -n $(WORKERS) --dist loadgroup -m "twin and not long" tests/ledger $(ARGS)
	@$(VENV)/pytest -n $(WORKERS) --dist loadgroup --store postgresql -m "not long and not browser and not office" \
		$(patsubst %,--ignore tests/%,vocabulary documents statements house) $(ARGS)

test-long: setup-test ## The long campaigns (fuzzing, offline bundle)
	@$(VENV)/python tools/needs.py
	@$(VENV)/pytest -m long $(ARGS)

bench: setup-test ## Measure: build, extraction beside a peer, first page, score
	@$(VENV)/python benchmarks/run.py

bundle: setup ## Make bundle/, a folder that installs without a network
	@$(VENV)/python tools/bundle.py

lock: setup-test ## Renew the locks in requirements/
	@$(VENV)/python tools/lock.py

clean: ## Remove what setup and run made
	@rm -rf .venv .local build dist bundle node_modules
