# Styrgraf: every command a newcomer needs. 'make help' lists them.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STORE  ?= demo-store
DOCS   ?=
SERVE  ?= 1
SIZES  ?= 50000 500000
# torch's CPU build keeps gigabytes of CUDA off an ordinary machine; where this index cannot be reached pip uses its own.
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
PIP    := $(BIN)/python -m pip --disable-pip-version-check -qq --retries 1

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench relevance reading citations golden sample docs encoder vendor messages screenshots lock clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.ready ## the environment in .venv, and the system packages of packages.apt

$(VENV)/.ready: pyproject.toml constraints.txt packages.apt tools/system_packages.sh
	@sh tools/system_packages.sh
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "setup: Python 3.11 or later is needed, this is " + sys.version.split()[0])'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "setup: installing Python packages into $(VENV)" >&2
	@$(PIP) install -c constraints.txt setuptools
	@$(PIP) install --extra-index-url $(TORCH_INDEX) -c constraints.txt torch==2.13.0
	@$(PIP) install -c constraints.txt --no-build-isolation -e '.[dev]'
	@touch $@

demo: setup ## read the sample (and DOCS=folder), print a precedent card, serve the web page (SERVE=0: do not)
	@$(BIN)/styrgraf demo --store $(STORE) --sample sample $(if $(DOCS),--docs "$(DOCS)") $(if $(filter 0,$(SERVE)),--no-serve)

check: setup ## ruff, mypy and import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check ## all checks and all tests
	$(BIN)/pytest

bench: setup ## speed and memory, as ratios within one run; written to benchmarks/results/ (SIZES="50000 500000": passages)
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.speed_http
	$(BIN)/python -m benchmarks.speed_scale $(SIZES)
	$(BIN)/python -m benchmarks.graph

relevance: setup ## quality of search and precedents on the declared cases
	$(BIN)/python -m benchmarks.relevance

reading: setup ## quality of reading on the labelled documents
	$(BIN)/python -m benchmarks.reading

citations: setup ## precision and recall of citations on our own gold
	$(BIN)/python -m benchmarks.citations

golden: setup ## write the golden cases anew from what the readers say now; look at the difference before you commit it
	GOLDEN_REGENERATE=1 $(BIN)/pytest tests -k golden

sample: setup ## render the sample documents anew from their sources
	$(BIN)/python sample/render.py

docs: setup ## write the generated references anew
	$(BIN)/python -m docs.generate

encoder: setup ## train the Swedish encoder from ENCODER_DATA
	$(BIN)/python -m training.run --data $(or $(ENCODER_DATA),../shared/data/encoder) --out search/data

vendor: setup ## fetch the scripts and fonts of vendor.json anew and write their hashes; needs npm and the network
	$(BIN)/python tools/vendor.py

messages: setup ## collect the messages of pages and words anew, and compile the catalogues
	$(BIN)/python tools/messages.py

screenshots: setup ## picture every page into docs/img with chromium
	$(BIN)/python tools/screenshots.py

lock: ## renew constraints.txt from what is installed
	@$(BIN)/python tools/lock.py > constraints.new && mv constraints.new constraints.txt

clean: ## remove the environment and the demo's store
	rm -rf $(VENV) demo-store build ./*.egg-info
