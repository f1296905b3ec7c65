# make run [INPUT=folder] [OUT=folder]   read pages into OUT/current/warehouse.duckdb
# make serve [INPUT=folder] [OUT=folder] build every night, with a Prefect server to watch it in
# make test                              run the tests, in less than five minutes
# make test-slow                         run those left over: long nights, takedowns, whole services
# make lint                              check style and types
# make train CORPORA=folder              learn the model of line roles again
# make bench [NAMES=enrichment]          measure speed beside other tools; python -m bench --help says more
# make gate CORPORA=folder               measure the reader on pages and sentences with known answers; fails where a figure fell
# make clean                             remove the environment and the data
INPUT ?= seeds/pages
OUT ?= data
FOLD_MODELS ?= build/fold-models
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: run serve test test-slow lint train bench gate clean

run: .venv/built
	@$(BIN)/broadsheet run "$(INPUT)" --out "$(OUT)"

serve: .venv/built
	$(BIN)/broadsheet serve "$(INPUT)" --out "$(OUT)"

# Many of these wait for servers, schedules and clusters: one that failed beside others is asked once more, alone.
ASKED_AGAIN = || $(BIN)/python -m pytest --last-failed --last-failed-no-failures none

test: .venv/built
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile -m "not slow" $(ASKED_AGAIN) -m "not slow"

test-slow: .venv/built
	$(BIN)/python -m pytest --numprocesses auto --dist load -m slow $(ASKED_AGAIN) -m slow

lint: .venv/built
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

train: .venv/built
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[train]'
	OMP_NUM_THREADS=1 $(BIN)/python -m training.roles "$(CORPORA)" --out seeds/models/roles.npz

bench: .venv/built
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[bench]'
	OMP_NUM_THREADS=1 $(BIN)/python -m bench $(NAMES)

# Fold models that are already there are used; else they are learned, which needs what `train` installs.
gate: .venv/built
	OMP_NUM_THREADS=1 $(BIN)/python -m gate "$(CORPORA)" --fold-models "$(FOLD_MODELS)" $(RAISE)

# The lock is its own constraint: older pips pin `name` by it, but not the `name[extra]` that a package asks for.
# The environment is made again when the lock changes; the marker is written last, so that a broken one is redone.
.venv/ready: requirements.lock pyproject.toml
	@echo "Making .venv with what requirements.lock names: once, one to five minutes, 2 GB. pip says nothing until it is done."
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock -c requirements.lock
	touch $@

# Compiles what can be compiled; without a C compiler it runs as plain Python.
.venv/built: .venv/ready setup.py $(wildcard tasks/structuring/page_scan.p*)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf .venv data
