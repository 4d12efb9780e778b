# SPDX-License-Identifier: Apache-2.0
#
# make run        build Nightshift, load the sample retailer once, and serve it on http://localhost:8080
# make test       build and run every test, then let hledger, ledger and beancount add up our books
# make check      formatting, imports, warnings, the rules of the house, and ten audited weeks with faults
# make kill       kill an import fifty times and see that nothing is lost or doubled
# make plant      plant bugs one at a time and see that the auditor objects to each
# make bench      measure, and compare with the thresholds kept in Benchmarks/
# make simulate   a hundred audited quarters with faults on both engines (SEED, SEEDS, DAYS)
# make format     rewrite the sources in the house's format
# make clean      remove what was built; never the data
#
# Say it differently with variables: make run PORT=9000 DATA=/srv/shop

DATA ?= nightshift-data
PORT ?= 8080
SEED ?= 1
SEEDS ?= 100
DAYS ?= 92

RELEASE := .build-release/release/nightshift
DEBUG := .build/debug/nightshift
SWIFT_FILES := Package.swift Sources Tests

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run simulate test check kill plant bench format clean release debug debian-build debian-test tidy-scripts

help:
	@sed -n '3,13s/^# \{0,1\}//p' Makefile

run: release
	@Tools/serve "$(RELEASE)" "$(DATA)" "$(PORT)"

simulate: debian-test release
	Tools/simulate-on-both $(RELEASE) --faults all --seed $(SEED) --seeds $(SEEDS) --days $(DAYS)

# The debug build is shared: `make check test` builds once. The variable turns warnings into errors (Package.swift).
test check: export NIGHTSHIFT_STRICT := 1

test: debian-test debug
	swift test --skip-build --parallel
	Tools/prove-a-sample $(DEBUG)

check: debian-test tidy-scripts debug
	swift format lint --strict --parallel --recursive $(SWIFT_FILES)
	swift test --skip-build --filter TidyTests
	Tools/simulate-on-both $(DEBUG) --faults all --seed 1 --seeds 10 --days 7

plant:
	Tools/plant-faults

kill: release
	Tools/kill-import "$(RELEASE)"

bench: release
	NIGHTSHIFT="$(abspath $(RELEASE))" Benchmarks/run

format:
	swift format --in-place --parallel --recursive $(SWIFT_FILES)

clean:
	rm -rf .build .build-release .build-planted .venv

release: debian-build $(RELEASE)

# SwiftPM takes seconds to find that there is nothing to do; make sees it at once, folders telling what was removed.
$(RELEASE): Makefile Package.swift $(shell find Sources)
	swift build -c release --scratch-path .build-release --product nightshift
	@touch $@

# A warm plain build accepts an import that Package.swift does not declare; this flag makes targets walls.
debug:
	swift build --build-tests --explicit-target-dependency-import-check error

debian-build:
	@Tools/debian-packages libsqlite3-dev libpq-dev zlib1g-dev pkg-config gzip

debian-test:
	@Tools/debian-packages libsqlite3-dev libpq-dev zlib1g-dev pkg-config gzip postgresql hledger ledger python3-venv shellcheck

tidy-scripts:
	shellcheck Tools/with-postgres Tools/simulate-on-both Tools/import-online-retail Tools/debian-packages Tools/serve Tools/prove-a-sample Tools/prove-with-outsiders Tools/python .ci/run
