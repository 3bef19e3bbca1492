# What people type. Everything a target needs is made by the target itself; `make` lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
VENDOR := app/web/static/vendor
APT := DEBIAN_FRONTEND=noninteractive apt-get
# With T=path only that part is tested, and only tests/e2e and tests/scenario need a browser.
BROWSER_TESTS := $(if $(T),$(filter tests/e2e% tests/scenario%,$(T)),yes)

.PHONY: help setup run test check fix migration migrate demo scenario fuzz faults bench handbook clean \
	lint tests chromium calendar-tools mail-tools need-python need-npm

help: ## zeigt diese Liste
	@echo "Spurwerk – make <Ziel>:"
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1|\2/p' Makefile | while IFS='|' read -r target words; do \
		printf '  %-12s %s\n' "$$target" "$$words"; done

setup: $(BIN)/.installed $(VENDOR)/.installed ## richtet alles ein (nur, was sich geändert hat)

# Bytecode is kept even where the environment forbids it: else each start compiles 1,200 files anew.
run: setup ## startet Spurwerk mit Datenbank und Vorführdaten; Ende mit Strg+C
	@PYTHONDONTWRITEBYTECODE= exec $(BIN)/python -m app.cli run

test: setup $(if $(BROWSER_TESTS),chromium) calendar-tools mail-tools tests ## prüft alles Verhalten; T=pfad: nur diesen Teil

check: setup chromium calendar-tools mail-tools lint tests ## prüft Form, Typen, Schichten, Vorlagen und Verhalten

fix: setup ## bringt den Quelltext in Form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

migration: setup ## schreibt eine Migration aus den Tabellen: make migration name=kurzer_name
	@test -n "$(name)" || { echo "Bitte einen Namen angeben: make migration name=kurzer_name" >&2; exit 1; }
	$(BIN)/python -m app.cli migration "$(name)"

migrate: setup ## bringt die Datenbank auf den neuesten Stand
	$(BIN)/python -m app.cli migrate

demo: setup ## lädt die Vorführdaten
	$(BIN)/python -m app.cli demo

scenario: setup chromium ## spielt ein Vierteljahr in zwei Landkreisen und prüft, was daraus wurde
	$(BIN)/python -m tests.scenario

fuzz: setup ## liest 10.000 beschädigte Vorlagen
	SPURWERK_FUZZ=10000 $(BIN)/python -m pytest tests/reading/test_fuzz.py -q

faults: setup ## bricht den Arbeiter beim Versand von 10.000 E-Mails 200-mal ab (einige Minuten)
	SPURWERK_FAULTS=1 $(BIN)/python -m pytest tests/faults -s -k no_kill

bench: setup ## misst die Geschwindigkeit
	$(BIN)/python -m bench

handbook: setup chromium ## nimmt alle Bilder des Handbuchs neu auf, am letzten Tag des Vierteljahres
	$(BIN)/python -m tests.handbook

clean: ## entfernt alles Erzeugte; die Daten in var/ bleiben
	rm -rf .venv node_modules $(VENDOR) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find app tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The order of check with -j: form before behaviour, one test run at a time.
lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates

# Two runs: after the first browser test every asynchronous test of the same run would fail. Browsers two at a time:
# they wait more than they work, and each brings an application and a database of its own.
tests: $(if $(filter check,$(MAKECMDGOALS)),lint) $(if $(BROWSER_TESTS),chromium) calendar-tools mail-tools
ifdef T
	$(BIN)/python -m pytest $(if $(BROWSER_TESTS),,--ignore=tests/e2e --ignore=tests/scenario) $(T)
else
	$(BIN)/python -m pytest --ignore=tests/e2e --ignore=tests/scenario -n auto --dist loadfile
	$(BIN)/python -m pytest tests/scenario tests/e2e -n 2
endif

# uv is quicker, but does not read pip's configuration (mirrors, certificates): then pip does it.
# An editable install would fetch a build tool from outside the lock: two lines do the same.
$(BIN)/.installed: requirements.lock
	@$(MAKE) --no-print-directory need-python
	@echo "Python-Pakete werden nach .venv installiert …"
	@test -x $(BIN)/python || $(PYTHON) -m venv --clear .venv
	@{ command -v uv >/dev/null && uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r $<; } \
		|| $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@printf '#!/bin/sh\nPYTHONPATH="%s" exec "%s/.venv/bin/python" -P -m app.cli "$$@"\n' \
		"$(CURDIR)" "$(CURDIR)" > $(BIN)/spurwerk
	@chmod +x $(BIN)/spurwerk
	@touch $@

$(VENDOR)/.installed: package-lock.json
	@$(MAKE) --no-print-directory need-npm
	@echo "Schrift, Gestaltung und htmx werden installiert …"
	@npm ci --silent --ignore-scripts --include=dev --no-audit --no-fund
	@rm -rf $(VENDOR)
	@mkdir -p $(VENDOR)/kern
	@cp node_modules/htmx.org/dist/htmx.min.js $(VENDOR)/
	@cp -r node_modules/@kern-ux/native/dist/{kern.min.css,fonts} $(VENDOR)/kern/
	@cp node_modules/trix/dist/{trix.umd.min.js,trix.css} $(VENDOR)/
	@touch $@

need-python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Es fehlt Python ab 3.11 (Debian: apt install python3). Ein anderes nennt PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Es fehlt das Modul venv (Debian: apt install python3-venv)." >&2; exit 1; }

need-npm:
	@command -v npm >/dev/null || { \
		echo "Es fehlt npm (Debian: apt install npm). Damit kommen Schrift, Gestaltung und htmx." >&2; exit 1; }

chromium:
	@command -v chromium >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Chromium fehlt und wird für die Browsertests installiert."; \
		$(APT) update -q && $(APT) install -qy chromium fonts-liberation; \
	else \
		echo "Für die Browsertests fehlt Chromium (Debian: apt install chromium fonts-liberation)." >&2; exit 1; \
	fi

# Without these tools the tests that use them say so and are left out; under CI they must run.
calendar-tools:
	@command -v gcc >/dev/null && command -v pdftotext >/dev/null && pkg-config --exists libical 2>/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Werkzeuge für Kalender- und PDF-Prüfungen fehlen und werden installiert."; \
		{ $(APT) update -q && $(APT) install -qy gcc libc6-dev pkg-config libical-dev poppler-utils; } || [ "$${CI:-}" != true ]; \
	else \
		echo "Ohne gcc, pkg-config, libical-dev und poppler-utils entfallen Kalender- und PDF-Prüfungen."; \
		[ "$${CI:-}" != true ]; \
	fi

# Only for the tests, which bring their own configuration: Postfix gets none, no service is asked
# for. It would take the place of another mail server: that happens only where nobody else works.
mail-tools:
	@command -v /usr/sbin/postfix >/dev/null && command -v /usr/sbin/dovecot >/dev/null \
		&& test -e /usr/lib/dovecot/lmtp && test -e /usr/lib/dovecot/imap && exit 0; \
	if [ "$${CI:-}" != true ] && [ -e /usr/sbin/sendmail ] && [ ! -e /usr/sbin/postfix ]; then \
		echo "Hier läuft ein anderer Mailserver als Postfix: Die Prüfung mit echtem Mailserver entfällt."; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Postfix und Dovecot fehlen für die Prüfung mit echtem Mailserver und werden installiert."; \
		{ $(APT) update -q && echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections \
			&& RUNLEVEL=1 $(APT) install -qy --no-install-recommends postfix dovecot-imapd dovecot-lmtpd; } || [ "$${CI:-}" != true ]; \
	else \
		echo "Ohne Postfix und Dovecot (oder nicht als root) entfällt die Prüfung mit echtem Mailserver."; \
		[ "$${CI:-}" != true ]; \
	fi
