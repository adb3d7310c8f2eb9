# Everything that one does with this repository. "make help" lists the targets.
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint format types pytest coverage quick check-seed schema settings rules serve secrets lock clean bench

VENV := .venv
RUN := $(VENV)/bin

help:  ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

demo:  ## Start everything and show ranked mentors (ARGS=--once: show and stop)
	@tools/prepare.sh demo
	@exec $(RUN)/graphapi demo $(ARGS)

test: setup lint types pytest  ## Run every check: ruff, pyright, the whole suite on a real Neo4j

setup:  ## Make .venv with everything for development
	@tools/prepare.sh dev

serve:  ## Start the API (and the embedded Neo4j, unless GRAPHAPI_NEO4J_URI is set)
	@tools/prepare.sh demo
	@exec $(RUN)/graphapi serve $(ARGS)

lint: setup  ## Check style
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .

format: setup  ## Put the code into its one format
	$(RUN)/ruff check --fix .
	$(RUN)/ruff format .

types: setup  ## Check types (pyright, strict)
	$(RUN)/basedpyright

# One Neo4j server a worker. A file is one piece of work, see tests/scheduling.py.
WORKERS := 2
PYTEST := $(RUN)/pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder

pytest: setup  ## Run the tests (ARGS="tests/matching -x")
	$(PYTEST) $(ARGS)

coverage: setup  ## Run the tests and print which branches they take
	$(PYTEST) --cov --cov-report=term:skip-covered $(ARGS)

quick: setup  ## Run the tests that need no server, in under a minute
	$(PYTEST) -m "not server and not slow" $(ARGS)

bench: setup  ## Measure everything on made-up maps of three sizes (ARGS=--quick: one small map)
	$(RUN)/graphapi bench $(ARGS)

check-seed: setup  ## Check the starter taxonomy's files
	$(RUN)/graphapi seed --check

schema: setup  ## Write schema.graphql from the code
	$(RUN)/python -m tools.export_schema

settings: setup  ## Write docs/settings.md from the code
	$(RUN)/python -m tools.document_settings

rules: setup  ## Write the hard rules into docs/matching.md
	$(RUN)/python -m tools.document_rules

secrets:  ## Make the secrets that docker-compose.yml mounts
	@tools/make_secrets.sh

lock:  ## Renew the locked requirements and the Neo4j lock (maintainers; needs uv)
	tools/lock_requirements.sh
	$(RUN)/python tools/lock_neo4j.py

clean:  ## Remove the virtual environment and caches of this checkout
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis .coverage*
