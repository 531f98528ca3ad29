# Deliberate defects, and whether the tests find them.
.PHONY: mutants
mutants: ## break the loader in many ways, and see that a test notices each (slow; only=NAME for one)
	@mkdir -p $(BUILD)
	./tests/mutants/run.sh $(only)
