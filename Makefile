# make run: the service with sample filings on http://127.0.0.1:8000      make test: all tests
# Needs Python 3.11 or newer and make, nothing else.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
SAMPLES := data/samples
INSTALLED := $(VENV)/.installed
WEB := rm_assistant/web
WEB_BUILT := $(WEB)/dist/index.html
WEB_SOURCES := $(shell find $(WEB)/src -type f 2>/dev/null) $(wildcard $(WEB)/*.json $(WEB)/*.html $(WEB)/*.ts)
SAMPLE_SOURCES := $(shell find ingest/samples -name '*.py' -o -name '*.toml' -o -name '*.json' 2>/dev/null)

.PHONY: help install run test check lint format soak lock wheel clean
.DELETE_ON_ERROR:

help:
	@echo "make run      serve with sample filings at http://127.0.0.1:8000"
	@echo "make test     run all tests"
	@echo "make check    lint, types, import contracts and tests"
	@echo "make soak     the long tests: crash injection by the hundred"
	@echo "make install  create $(VENV) and build the browser UI"
	@echo "make format   let ruff mend what it can"
	@echo "make lock     resolve the dependencies anew (needs uv)"
	@echo "make wheel    build a wheel with the browser UI inside"

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Name another: make PYTHON=python3.12 …"; exit 2; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV) \
	  || { echo "This Python cannot make virtual environments. On Debian or Ubuntu: apt-get install python3-venv"; exit 2; }
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(WEB_BUILT): $(INSTALLED) $(WEB_SOURCES)
	$(PY) -m rm_assistant.web.build

$(SAMPLES)/.made: $(INSTALLED) $(SAMPLE_SOURCES)
	$(PY) -m ingest.samples $(SAMPLES)
	@touch $@

install: $(INSTALLED) $(WEB_BUILT)

run: install $(SAMPLES)/.made
	$(VENV)/bin/rm-assistant serve --ingest $(SAMPLES)

test: install
	$(PY) -m pytest

lint: $(INSTALLED)
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

check: lint test

soak: install
	$(PY) -m pytest -m soak --timeout 3600

format: $(INSTALLED)
	$(VENV)/bin/ruff check --fix --quiet . || true
	$(VENV)/bin/ruff format .

lock:
	uv lock --quiet --upgrade
	uv export --quiet --no-emit-project --no-annotate --no-header --all-groups -o requirements.lock
	uv export --quiet --no-emit-project --no-annotate --no-header --no-default-groups -o requirements-run.lock
	@rm uv.lock

wheel: install
	$(VENV)/bin/hatchling build -t wheel

clean:
	rm -rf $(VENV) $(WEB)/dist $(WEB)/node_modules build dist
