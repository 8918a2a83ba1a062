# Two commands: `make demo` and `make test`. Each installs what it needs; nothing else has to be prepared.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DONE := .setup
LOCKS := $(wildcard requirements/*.txt)
ROOMS := $(wildcard src/weerbaar/*/locale/nl/LC_MESSAGES/django.po)
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.PHONY: demo test setup setup-test bench lint types structure unit postgres browser clean lock

demo: setup
	@$(BIN)/weerbaar demo $(ARGS)

setup: $(DONE)/python $(DONE)/messages $(DONE)/frontend

$(DONE)/python: pyproject.toml requirements/build.txt requirements/base.txt scripts/install_python.sh
	@PYTHON="$(PYTHON)" scripts/install_python.sh base
	@mkdir -p $(DONE) && touch $@

$(DONE)/messages: $(DONE)/python $(ROOMS)
	@for file in $(ROOMS); do $(BIN)/pybabel -q compile --input-file $$file --locale nl \
	  --output-file $${file%.po}.mo || exit 1; done
	@mkdir -p $(DONE) && touch $@

$(DONE)/frontend: $(DONE)/python $(wildcard frontend/package-lock.json) $(shell find frontend -path frontend/node_modules -prune -o -type f -print 2>/dev/null)
	@scripts/build_frontend.sh
	@mkdir -p $(DONE) && touch $@

# --- checks -----------------------------------------------------------------------------------------------

test: setup-test
	@scripts/run_checks.sh

setup-test: setup $(DONE)/test

$(DONE)/test: requirements/dev.txt scripts/install_python.sh scripts/install_system.sh
	@scripts/install_system.sh test
	@PYTHON="$(PYTHON)" scripts/install_python.sh dev
	@mkdir -p $(DONE) && touch $@

bench: setup $(DONE)/bench
	@$(BIN)/python -m tests.bench $(ARGS)

$(DONE)/bench: requirements/bench.txt scripts/install_python.sh
	@PYTHON="$(PYTHON)" scripts/install_python.sh bench
	@mkdir -p $(DONE) && touch $@

# --- upkeep -----------------------------------------------------------------------------------------------

lock: ## locks all requirements anew; names, versions and hashes only
	@scripts/lock_requirements.sh

clean:
	rm -rf $(VENV) $(DONE) frontend/node_modules src/weerbaar/interface/static/built
