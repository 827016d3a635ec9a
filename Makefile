# `make help` tells what there is. Every command works from a clean checkout.
PORT ?= 8000
export PORT
ifdef DATA_DIR
export DATA_DIR
endif
ifdef DATABASE_URL
export DATABASE_URL
endif
ifdef PYTHON
export PYTHON
endif
ifdef TEST_POSTGRES_URL
export TEST_POSTGRES_URL
endif
PY := .venv/bin/python
LOCK := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-emit-find-links --no-annotate --no-header

.DEFAULT_GOAL := help
.PHONY: help run setup test test-quick lint format messages bench lock

help: ## Tell what there is
	@echo "make run          run the site at http://127.0.0.1:$(PORT)/  (PORT=8010 DATA_DIR=/elsewhere DATABASE_URL=postgres://…)"
	@echo "make test         every test, in a browser too, on SQLite and PostgreSQL"
	@echo "make test-quick   the tests that need no browser and no patience: under two minutes"
	@echo "make lint         style, import contracts, templates, CSS, migrations, translations"
	@echo "make setup        only make the environment in .venv"
	@echo "make format       put Python into its form"
	@echo "make messages     gather the words of the interface for translation"
	@echo "make bench        measure this machine"
	@echo "make lock         pin requirements*.in again"

run:
	@sh scripts/setup.sh run
	@exec $(PY) manage.py serve

setup:
	@sh scripts/setup.sh all

test: setup
	@sh scripts/test.sh

test-quick: setup
	@$(PY) -m pytest -q -n 2 --dist loadgroup -m "not browser and not slow and not bench and not postgresql"

lint: setup
	@sh scripts/lint.sh

format: setup
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .

messages: setup
	@$(PY) manage.py messages

bench: setup
	@$(PY) -m bench

lock: setup
	.venv/bin/$(LOCK) requirements.in -o requirements.txt
	.venv/bin/$(LOCK) requirements-dev.in -o requirements-dev.txt
