# SPDX-License-Identifier: Apache-2.0
#
# make run        build Nightshift, load the sample retailer once, and serve it on http://localhost:8080
# make test       build and run every test, then let hledger, ledger and beancount add up our books
# make check      formatting, imports, warnings, the rules of the house, ten audited weeks, the API against its
#                 description, and each campaign for a minute
# make kill       kill imports, tills, nights, backups and migrations; nothing is lost or doubled (KILLS, on each engine)
# make failover   kill PostgreSQL and its primary while receipts come in; nothing is lost or doubled
# make disk-faults       fill the disk, make it fail, turn the clock back; nothing is damaged
# make fuzz       let libFuzzer feed every reader of outside input (FUZZ_SECONDS each, FUZZ_READERS)
# make thread-sanitizer  run the concurrent tests under the thread sanitizer
# make races      serve tills under the thread sanitizer while the database server is restarted: its quick form
# make plant      plant bugs one at a time and see that the auditor objects to each
# make bench      measure, and compare with the thresholds kept in Benchmarks/
# make simulate   a hundred audited quarters with faults on both engines (SEED, SEEDS, DAYS)
# make format     rewrite the sources in the house's format
# make golden     write what is kept as it was written anew, docs/COMMANDS.md among it; read the difference
# make clean      remove what was built; never the data
#
# Say it differently with variables: make run PORT=9000 DATA=/srv/shop

DATA ?= nightshift-data
PORT ?= 8080
SEED ?= 1
SEEDS ?= 100
DAYS ?= 92
KILLS ?= 200
FUZZ_SECONDS ?= 600
FUZZ_READERS ?=

RELEASE := .build-release/release/nightshift
DEBUG := .build/debug/nightshift
CONCURRENT := StoreTests|WebTests|Two processes at once|A backup|Both engines|The API|A process that dies
SANITIZED := halt_on_error=1 suppressions=$(CURDIR)/Tools/campaigns/races-of-others
SWIFT_FILES := Package.swift Sources Tests

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run simulate test check kill failover disk-faults fuzz thread-sanitizer races plant bench format golden clean release debug debian-build debian-test tidy-scripts

help:
	@sed -n '3,/^$$/s/^# \{0,1\}//p' Makefile

run: release
	@Tools/serve "$(RELEASE)" "$(DATA)" "$(PORT)"

simulate: debian-test release
	Tools/simulate-on-both $(RELEASE) --faults all --seed $(SEED) --seeds $(SEEDS) --days $(DAYS)

# The debug build is shared: `make check test` builds once. The variable turns warnings into errors (Package.swift).
test check: export NIGHTSHIFT_STRICT := 1

# So many tests at once: each holds a place of its own, and all together more open files than Foundation's Process
# survives (about 1,360 descriptors).
test: debian-test debug
	swift test --skip-build --parallel --experimental-maximum-parallelization-width 16 2>&1 | tee .build/tests.log \
		|| { echo "What failed, once more:"; grep -A 4 '^✘' .build/tests.log; exit 1; }
	Tools/prove-a-sample $(DEBUG)

check: debian-test tidy-scripts debug
	swift format lint --strict --parallel --recursive $(SWIFT_FILES)
	swift test --skip-build --filter 'TidyTests|FuzzTests'
	Tools/simulate-on-both $(DEBUG) --faults all --seed 1 --seeds 10 --days 7
	Tools/check-api $(DEBUG) 10
	Tools/campaigns/kill.py $(DEBUG) --kills 12 --baskets 100
	Tools/campaigns/failover.py $(DEBUG) --restarts 2 --failovers 1 --receipts 300
	Tools/campaigns/disk_faults.py $(DEBUG) --rounds 6
	$(MAKE) --no-print-directory races

plant:
	Tools/plant-faults

# The campaigns in full; `make check` runs each for a minute or less.
kill: release debian-test
	Tools/campaigns/kill.py "$(RELEASE)" --kills $(KILLS)

failover: release debian-test
	Tools/campaigns/failover.py "$(RELEASE)"

disk-faults: release debian-test
	Tools/campaigns/disk_faults.py "$(RELEASE)" --rounds 60

fuzz: debian-test
	Tools/campaigns/fuzz $(FUZZ_SECONDS) $(FUZZ_READERS)

thread-sanitizer: debian-test
	swift build --build-tests --sanitize thread --scratch-path .build-thread
	TSAN_OPTIONS="$(SANITIZED)" swift test --skip-build --sanitize thread --scratch-path .build-thread --parallel \
		--experimental-maximum-parallelization-width 4 --filter '$(CONCURRENT)'

races: debian-test
	swift build --product nightshift --sanitize thread --scratch-path .build-thread
	rm -f .build-thread/race.*
	TSAN_OPTIONS="$(SANITIZED) log_path=$(CURDIR)/.build-thread/race" Tools/campaigns/failover.py \
		.build-thread/debug/nightshift --restarts 1 --failovers 0 --receipts 100 \
		|| { cat .build-thread/race.*; exit 1; }

bench: release
	NIGHTSHIFT="$(abspath $(RELEASE))" Benchmarks/run

format:
	swift format --in-place --parallel --recursive $(SWIFT_FILES)

golden: debug
	NIGHTSHIFT_GOLDEN=write swift test --skip-build --filter 'A fact in the log|The wiring|Every command' || true
	git status --short docs/COMMANDS.md Tests/BackOfficeTests/Golden

clean:
	rm -rf .build .build-release .build-fuzz .build-thread .build-planted .venv .venv-routes

release: debian-build $(RELEASE)

# SwiftPM takes seconds to find that there is nothing to do; make sees it at once, folders telling what was removed.
$(RELEASE): Makefile Package.swift $(shell find Sources)
	swift build -c release --scratch-path .build-release --product nightshift
	@touch $@

# A warm plain build accepts an import that Package.swift does not declare; this flag makes targets walls.
debug:
	swift build --build-tests --explicit-target-dependency-import-check error

debian-build:
	@Tools/debian-packages libsqlite3-dev libpq-dev zlib1g-dev pkg-config

debian-test:
	@Tools/debian-packages libsqlite3-dev libpq-dev zlib1g-dev pkg-config postgresql hledger ledger python3-venv shellcheck \
		fiu-utils

tidy-scripts:
	shellcheck Tools/check-api Tools/with-postgres Tools/simulate-on-both Tools/import-online-retail Tools/debian-packages Tools/serve \
		Tools/prove-a-sample Tools/prove-with-outsiders Tools/python Tools/campaigns/fuzz .ci/run
