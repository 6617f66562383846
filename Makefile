# `make crawl` and `make test` are all the set-up there is: each makes .venv and installs the locked dependencies.
PYTHON ?= python3
BIN := .venv/bin
OUTPUT_DIR ?= output
CORPUS ?= benchmarks/corpus

.PHONY: crawl test check lint format schema bench lock clean

crawl: .venv/run
	$(BIN)/scrapy crawl news -a seeds=seeds/demo.toml -s REPLAY=seeds/demo.warc.gz -s OUTPUT_DIR="$(OUTPUT_DIR)"

# Most of its crawls are processes of their own: with bytecode kept, whatever the environment says, a start takes a second less.
test: .venv/test
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: lint test

lint: .venv/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: .venv/test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schema: .venv/run
	$(BIN)/scrapy schema > schemas/article.schema.json

# Quality and speed beside the peers; BENCH takes further options, such as BENCH="--folders publishers --rounds 3".
# Whether there is a corpus is asked first: the peers are 400 MB.
bench:
	@$(PYTHON) -m benchmarks.corpus "$(CORPUS)"
	@$(MAKE) --no-print-directory .venv-bench/run
	.venv-bench/bin/python -m benchmarks.bench --corpus "$(CORPUS)" $(BENCH)

# --no-deps: the lock names every package, so there is nothing for pip to resolve.
.venv/run: requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@touch $@

.venv/test: requirements-test.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-test.lock
	@touch $@ .venv/run

.venv-bench/run: requirements-bench.lock
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-bench.lock
	@touch $@

# Wants uv. The locks are universal (any platform, Python 3.11 and later) and name no index.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-annotate --no-header
lock:
	$(LOCK) --extra test pyproject.toml -o requirements-test.lock
	$(LOCK) -c requirements-test.lock pyproject.toml -o requirements.lock
	# A peer may want an older version of a shared package: uv keeps what the file says wherever it can.
	cp requirements-test.lock requirements-bench.lock
	$(LOCK) --extra bench pyproject.toml -o requirements-bench.lock

clean:
	rm -rf .venv .venv-bench output .pytest_cache .mypy_cache .ruff_cache .hypothesis
