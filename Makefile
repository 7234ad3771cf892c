# make run opens Lojal, make test passes every test; each does its own set-up.

# Distributions ship Go with GOTOOLCHAIN=local; the release that go.mod asks for
# may then not be fetched. What the environment says wins.
GOTOOLCHAIN ?= auto
export GOTOOLCHAIN

ARGS =

.NOTPARALLEL:
.PHONY: help run test verify build cli package clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s  %s\n", $$1, $$2 }' Makefile

run: ## open the desktop; without a display compare three plans into out/ (ARGS="FILE ...")
	@sh scripts/run.sh $(ARGS)

test: ## every check and test; on Linux in a real window too
	@sh scripts/setup.sh test
	@sh scripts/test.sh

verify: ## Lojal's figures beside published ones, as Markdown (ARGS=--quick leaves out simulation)
	@sh scripts/setup.sh go
	@CGO_ENABLED=0 go run -buildvcs=false ./cmd/lojal-verify $(ARGS)

build: ## build/lojal, the desktop
	@sh scripts/setup.sh desktop
	@sh scripts/build.sh desktop

cli: ## build/lojal-cli, the command line
	@sh scripts/setup.sh go
	@sh scripts/build.sh cli

package: build ## build/package: the desktop as this system installs programs
	@sh scripts/package.sh

clean: ## remove build/ and out/
	rm -rf build out
