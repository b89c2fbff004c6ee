# One list of commands, the same here and in CI. Each does its own set-up; nothing has to be installed by hand
# but Python 3.11 or newer and, for the browser tests, a Chromium (`make test` says how if it finds none).
PYTHON ?= python3
PORT ?= 8501
DIR ?= ../shared/reference
ADDRESS ?= http://127.0.0.1:$(PORT)/
SITE_ADDRESS ?=
LIVE ?=
VENV := .venv
BIN := $(VENV)/bin
# What readers are served by has none of the tools of developers, which take a second of a start and 15 MB.
SERVED := $(CURDIR)/$(VENV)/served
RESOLVE := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header
TEST := $(BIN)/python -m pytest -q -n logical --maxprocesses 4 --dist loadfile

.PHONY: run test test-all lint data briefing site scale bench check-reference requirements sbom guards truth
run: $(VENV)/app  ## set up and start the dashboard at http://127.0.0.1:8501
	$(BIN)/streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT)

test: $(VENV)/dev  ## set up and run the quick tests, on all cores: each page once in a browser, each format once
	$(BIN)/python -m tests.browser.chromium
	$(TEST) -m "not full"

test-all: test  ## the quick tests, then all the others
	$(TEST) -m full

lint: $(VENV)/dev  ## style, types, and the walls between the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.supply_chain audit

data: $(VENV)/dev  ## check every table in depth, write data/datapackage.json
	$(BIN)/python -m components.tables.data_package

briefing: $(VENV)/app  ## write the default briefing in every format to dist/; ADDRESS=https://... is where links lead
	$(BIN)/python -m components.exports.dist dist --address $(ADDRESS)

site: $(VENV)/app  ## write the static edition to site/; SITE_ADDRESS is where it will stand, LIVE the live app's address
	$(BIN)/python -m components.exports.site site --address "$(SITE_ADDRESS)" --live "$(LIVE)"

bench: $(VENV)/dev $(SERVED)/app  ## measure script time, start, bytes and requests, what each take-away costs, and what a reader waits for
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.exports
	SERVED_BY=$(SERVED)/bin/python $(BIN)/python -m benchmarks.browser

check-reference: $(VENV)/dev  ## check quotes against the article and figures against the reference in DIR
	$(BIN)/python -m tests.check_reference $(DIR)

requirements: $(VENV)/dev  ## resolve pyproject.toml again: one lock, requirements-dev.txt, and what it has for readers and for the front
	$(RESOLVE) pyproject.toml --group dev -o requirements-dev.txt
	$(RESOLVE) pyproject.toml -c requirements-dev.txt -o requirements.txt
	$(RESOLVE) --group deploy -c requirements-dev.txt -o deploy/requirements.txt

sbom: $(VENV)/dev  ## write docs/sbom.cdx.json and docs/supply-chain.md: packages, licences, the JavaScript inside
	$(BIN)/python -m tests.supply_chain

truth: $(VENV)/dev  ## recompute every number of every page, of the static edition and of the take-aways
	$(BIN)/python -m tests.truth

guards: $(VENV)/dev  ## take guards out of the code, one after the other; a test must fail for each
	$(BIN)/python -m tests.guards

$(VENV)/app $(SERVED)/app: requirements.txt
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

scale: $(VENV)/dev $(SERVED)/app  ## nginx and three replicas on this machine: one is killed, all are replaced, readers come and go
	SERVED_BY=$(SERVED)/bin/python $(BIN)/python -m benchmarks.scale

$(VENV)/dev: $(VENV)/app requirements-dev.txt
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@
