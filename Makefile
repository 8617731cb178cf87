# Two commands on a fresh machine: `make run` sets up and does the main job, `make test` sets up
# and passes all tests. Everything is installed in .venv; nothing outside this folder is touched.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: run test test-all lint format bench mutants lock clean

run: $(READY)  ## what supports the paper's main thesis, and an interactive page of its argument
	$(BIN)/claimgraph supports nato-asia-eases-dilemma
	$(BIN)/claimgraph html -o nato.html

test: $(READY)  ## all tests but the long ones
	$(BIN)/python -m pytest -n auto

test-all: $(READY)  ## all tests
	$(BIN)/python -m pytest -n auto -m "slow or not slow"

lint: $(READY)  ## style and types, those of the page's script too where there is Node
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/claimgraph check --data data
	$(BIN)/python tests/page_types/check.py

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)  ## ratios to named alternatives, measured in the same run
	for bench in benchmarks/[a-z]*.py; do $(BIN)/python $$bench || exit 1; done

mutants: $(READY)  ## small faults in the core, a sample of them: which ones no test notices
	$(BIN)/python tests/mutants.py --sample 60

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q claimgraph
	touch $(READY)

# All but spark, which is larger than all else together.
EXTRAS := agents agreement pdf serve shacl styles watch

lock: $(READY)  ## choose the versions of everything anew
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
	  $(EXTRAS:%=--extra %) --group dev --python-version 3.11 pyproject.toml -o requirements.lock

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache dist
