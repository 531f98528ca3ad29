# Benchmarks: printed beside their budgets, never asserted.
$(BUILD)/kernels/bench-%.elf: tests/bench/%.c
	@mkdir -p $(@D)
	$(say) CC $@
	$(CC) $(KERNEL_FLAGS) $< -o $@

.PHONY: bench
bench: all $(BUILD)/kernels/bench-stamps.elf ## print what a boot and an image cost, beside their budgets
	./tests/bench/run.sh
