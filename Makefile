# One list of commands, the same here and in CI. Each does its own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: test lint
test: $(VENV)/dev  ## set up and run all tests
	$(BIN)/python -m pytest -q

lint: $(VENV)/dev  ## style
	$(BIN)/ruff check .

$(VENV)/dev: requirements.txt requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q -r requirements-dev.txt
	touch $@

.PHONY: data
data: $(VENV)/dev  ## check every table in depth and write data/datapackage.json
	$(BIN)/python -m components.tables.descriptors
