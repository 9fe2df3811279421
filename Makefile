# Two commands on a fresh machine with Python 3.11 and make: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: run review test check lint types imports soak record golden schema screenshots bench clean

## run: extract the five seed reports with the embedded model into out/
run: $(STAMP)
	$(BIN)/extractor model fetch
	$(BIN)/extractor run seeds/ --out out/

## review: decide what needs a person, in a browser, until Ctrl-C
review: $(STAMP)
	$(BIN)/extractor review open out/

## test: the whole test suite, offline and without the model; says what it skips (pages, where there is no Chromium)
test: $(STAMP)
	$(BIN)/python -m pytest -n auto -rs $(PYTEST_FLAGS) --disable-socket --allow-hosts=127.0.0.1,::1

## check: what CI asks for beyond the tests
check: lint types imports

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

imports: $(STAMP)
	$(BIN)/lint-imports

## soak: the long tests
soak: $(STAMP)
	$(BIN)/python -m pytest -m soak --disable-socket --allow-hosts=127.0.0.1,::1

## record: ask the real embedded model about every seed and write the cassettes anew (about ten minutes)
record: $(STAMP)
	$(BIN)/extractor model fetch
	$(BIN)/python -m tests.replay --record
	$(MAKE) golden

## golden: write the golden files anew from the cassettes; read the difference before you commit it
golden: $(STAMP)
	$(BIN)/python -m pytest tests/test_replay.py --update-golden

## schema: write the JSON Schema of the result and the OpenAPI document of the service into docs/
schema: $(STAMP)
	$(BIN)/python -m tests.test_schema
	$(BIN)/python -m tests.service.test_openapi

## screenshots: take the pictures of docs/review.md anew (needs Debian's chromium and fonts-noto-cjk)
screenshots: $(STAMP)
	$(BIN)/python -m tests.browser.screenshots

## bench: every benchmark, one table each
bench: $(STAMP)
	for bench in bench/*.py; do $(BIN)/python $$bench || exit 1; done

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[local,tables,cluster,service,dev]"
	touch $(STAMP)

clean:
	rm -rf $(VENV) out build dist
