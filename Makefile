# Two commands do everything: `make report` and `make test`. Both make their own environment first.
PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/python
INSTALLED := .venv/.installed

.PHONY: help setup report test lint types lab notebooks samples docs site audit bench fuzz dist lock clean

help:
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

setup: $(INSTALLED) ## the environment in .venv/

$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "jixiao needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(INSTALLED)

report: setup ## the reports of the sample sources in reports/, of the made-up city in reports/city/
	$(BIN)/jixiao report data/city --out reports/city --jobs 2
	$(BIN)/jixiao report data/raw --out reports --data data/processed --jobs 2

test: setup ## every test, the notebook's outputs included
	$(RUN) -m pytest -p tests.hurried -n auto --dist loadfile --no-loadscope-reorder \
	  --nbval --nbval-current-env --nbval-cell-timeout=120 tests notebooks

lint: setup ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## types
	$(BIN)/mypy

lab: setup ## JupyterLab on the notebooks
	$(BIN)/jupyter lab notebooks

notebooks: setup ## execute the committed notebooks again
	$(RUN) -c 'from pathlib import Path; from jixiao.run.notebook import execute; [execute(p, p, {}) for p in sorted(Path("notebooks").glob("*.ipynb"))]'

samples: setup ## typeset the sample sources again
	PYTHONPATH=tools $(RUN) -m typeset

docs: setup ## the pages of docs/ that are made from rules and measurements
	$(RUN) tools/docs/rule_examples.py
	$(RUN) tools/docs/rules_page.py
	$(RUN) tools/docs/dictionary_page.py
	$(RUN) tools/docs/coverage_page.py
	$(RUN) tools/docs/benchmarks_page.py
	$(RUN) tools/docs/modules_page.py
	$(RUN) tools/docs/command_line_page.py

site: setup ## the documentation as pages in site/, which need no server and no net
	$(RUN) -m sphinx -q -W --keep-going -d build/doctrees docs site

audit: setup ## known faults of the locked libraries, where the net is there; and the list of all parts (CycloneDX) in dist/
	$(RUN) tools/supply.py

fuzz: setup ## many more made-up disclosures, damaged files and killed batches than the tests try
	PYTHONPATH=tools $(RUN) benchmarks/fuzz.py 1000
	$(RUN) benchmarks/damaged.py 10000
	$(RUN) benchmarks/robustness.py 5000
	JIXIAO_KILLS=30 $(RUN) -m pytest -k killed tests/run/test_faults.py
	$(RUN) -m pytest --hypothesis-profile=fuzz -m "not slow" tests/check tests/score tests/recognise/test_accounting.py
	$(RUN) tools/docs/benchmarks_page.py

bench: setup ## measure, and write docs/benchmarks.md: an hour
	$(RUN) benchmarks/reading.py
	$(RUN) benchmarks/checking.py
	$(RUN) benchmarks/notebooks.py
	$(RUN) benchmarks/pipeline.py
	$(RUN) benchmarks/province.py
	$(RUN) benchmarks/city.py
	$(RUN) benchmarks/mutation.py
	$(RUN) benchmarks/coverage.py
	$(RUN) benchmarks/store.py
	$(RUN) benchmarks/wild.py
	$(RUN) tools/docs/benchmarks_page.py

dist: setup ## wheel and sdist in dist/
	rm -rf build
	$(RUN) -c 'from setuptools import build_meta as b; print(b.build_sdist("dist"), b.build_wheel("dist"))'

lock: ## resolve the dependencies again (needs uv)
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --quiet --output-file requirements.lock

clean: ## remove what code has written
	rm -rf .venv reports/* data/processed/cache data/processed/datapackage.json
	find data/processed -mindepth 1 -maxdepth 1 -type d -exec rm -rf {} +
