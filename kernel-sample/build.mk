# The sample kernels, built as their readers would: with nothing but include/, and no linker script.
KERNEL_FLAGS := -std=c17 -O2 -g -Iinclude -Wall -Wextra -Wpedantic -Wconversion -Werror -MMD -MP \
	-ffreestanding -mno-red-zone -mgeneral-regs-only -fno-stack-protector -fno-omit-frame-pointer -fno-asynchronous-unwind-tables -fno-pie -static -nostdlib

$(BUILD)/kernels/%.elf: kernel-sample/%/main.c
	@mkdir -p $(@D)
	$(say) CC $@
	$(CC) $(KERNEL_FLAGS) $< -o $@

$(BUILD)/kernels/%-clang.elf: kernel-sample/%/main.c
	@mkdir -p $(@D)
	$(CLANG) -fuse-ld=lld $(KERNEL_FLAGS) $< -o $@

-include $(wildcard $(BUILD)/kernels/*.d)
