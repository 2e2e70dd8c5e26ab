# Kharita: `make run` opens the dashboard, `make test` checks everything. Each target builds what it needs.
PYTHON ?= python3
BIN := .venv/bin
UV := 0.13.9
# Compiled ahead, also where Python is told to write no bytecode: the first page opens twice as fast.
OURS := app.py analyse extract pages render store theatres

.PHONY: run test check env env-dev score bench clean
.DEFAULT_GOAL := env

env: .venv/.run
env-dev: .venv/.dev

$(BIN)/uv:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip --quiet --disable-pip-version-check install uv==$(UV)

.venv/.run: requirements.txt | $(BIN)/uv
	$(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements.txt
	touch $@

.venv/.dev: requirements-dev.txt | $(BIN)/uv
	$(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements-dev.txt
	touch $@ .venv/.run

.venv/.bench: requirements-bench.txt .venv/.dev
	$(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements-bench.txt
	touch $@

# The sample is read again only where something it is read with changed.
.venv/.sample: .venv/.run $(shell find extract store theatres -name '*.py' -o -name '*.toml' -o -name '*.csv' -o -name '*.jsonl')
	$(BIN)/python -m store.ingest --sample
	touch $@

run: .venv/.sample
	$(BIN)/python -m compileall -q $(OURS)
	$(BIN)/python -m streamlit run app.py

check: env-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: env-dev check browser
	$(BIN)/python -m pytest -n 2 --dist loadfile

.PHONY: browser
browser:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || .ci/install-chromium

score: env
	$(BIN)/python -m benchmarks.score

bench: .venv/.bench
	$(BIN)/python -m benchmarks.run

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache static/vendor
