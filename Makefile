SHELL := /bin/bash
PY := .venv/services/bin/python
RASA := .venv/rasa/bin/python
UV := .tools/uv/bin/uv
export PYTHONPATH := .

.DEFAULT_GOAL := help
.PHONY: help setup run test check unit stack-test train evaluate bench seed openapi types lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

setup: ## install everything this checkout needs
	@scripts/setup.sh test

run: ## install, train, seed, start all; prints ready: with the address; Ctrl-C stops it
	@scripts/setup.sh run
	@exec $(PY) -m scripts.run

test: ## every check and every test, as CI runs them
	@scripts/setup.sh test
	@scripts/test.sh all

check: ## format, lint, types, import rules
	@scripts/test.sh check

unit: ## the tests that need nothing running
	@scripts/test.sh unit

stack-test: ## conversations, browser and fault tests, with everything running
	@scripts/test.sh stack

train: ## train the assistant, if its data changed
	@$(PY) -m scripts.model

evaluate: ## measure language understanding: the table, per intent, confusion picture
	@$(RASA) -m evaluation.run $(ARGS)

bench: ## time a turn, beside Rasa's stock configuration in the same run; and the daily roll
	@$(PY) -m tests.benchmarks $(ARGS)
	@$(PY) -m tests.benchmarks.roll_bench

seed: ## create, migrate and seed the databases (safe to repeat)
	@$(PY) -m scripts.seed

openapi: ## write the OpenAPI documents anew
	@$(PY) -m scripts.openapi

types: ## write the TypeScript types of the cards anew
	@$(PY) -m scripts.generate_types

lock: ## resolve requirements/*.txt anew from pyproject.toml
	@$(UV) pip compile pyproject.toml --group rasa --group rasa-test --python-version 3.10 --generate-hashes --no-emit-index-url --no-header -q -o requirements/rasa.txt
	@$(UV) pip compile pyproject.toml --group services --group test --group check --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header -q -o requirements/services.txt

clean: ## remove what was built, trained and stored here (asks nothing)
	@if [ -x $(PY) ]; then $(PY) -m scripts.clean; fi
	@rm -rf .data .cache models results web/dist
