# The project's verbs; `make` alone lists them.

.DEFAULT_GOAL := help
.PHONY: help demo setup check fast coverage oldest test soak bench wheel clean

# Which Python makes .venv: make PYTHON=python3.12 setup. Named, it takes the place of another one.
PYTHON ?= python3
PREPARE = $(PYTHON) setup/prepare.py $(if $(filter file,$(origin PYTHON)),,--only-this-python)
RUN := .venv/bin/python -m

help:  ## List the verbs
	@sed -n 's/^\([a-z]*\):.*##  *\(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo:  ## Set up what is needed and run the whole office on this machine, with a web chat
	@$(PREPARE) runtime
	.venv/bin/oficina demo

setup:  ## Set up for development: system packages, .venv, pinned libraries
	@$(PREPARE) dev

check: setup  ## Lint, formatting, types and import direction
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy --strict .
	.venv/bin/lint-imports

fast: setup  ## The tests that take no seconds
	$(RUN) pytest -m "not slow" -n 2 --dist worksteal

coverage: setup  ## The rules and the conversations: how much of them their tests reach, and no less
	$(RUN) pytest -n 2 --dist worksteal -q tests/domain tests/conversations --cov=domain --cov=conversations \
		--cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=91

oldest: setup  ## Play the demo on the oldest Python promised, where this machine has it
	@.venv/bin/python setup/oldest_python.py

test: check oldest coverage  ## All the checks and the whole test suite: what a change must pass
	$(RUN) pytest -n 2 --dist worksteal

soak: setup  ## The long faults and the many kills, an hour or two, on this machine alone
	$(RUN) pytest -m soak -n 2 --dist worksteal

bench: setup .venv-bench/installed  ## What a turn costs beside the bare echo of two libraries: BENCH=--quick for a trial
	.venv/bin/python benchmarks/messages $(BENCH)

.venv-bench/installed: requirements-bench.txt | setup
	.venv/bin/python -m venv --clear .venv-bench
	.venv-bench/bin/python -m pip --disable-pip-version-check install -qq -r requirements-bench.txt
	touch $@

wheel: setup  ## Make dist/: all that a server needs to install the office
	rm -rf build dist
	$(RUN) pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	cp requirements.txt deploy/oficina.service dist/
	cp .env.example dist/oficina.env
	rm -rf build

clean:  ## Remove what the verbs made, the virtual environment too
	rm -rf .venv .venv-oldest .venv-bench dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
