# Tests of the host tool: a Criterion program that calls build/lintel, on kernels made by hand and by the linker.
# Some of the tool's own files are tested as they are: they decide, and touch nothing. The others here are what they need.
tool_test_sources := $(criterion_start) $(wildcard tests/tool/*.c tests/spoilt/*.c) $(addprefix tools/,base/caretaker.c base/edit_distance.c base/host_file.c \
	base/host_clock.c base/output_file.c base/progress.c base/report.c base/temporary.c base/terminal.c base/utf8.c image/fat_plan.c machine/expectation.c machine/line_watch.c machine/matrix.c machine/medium.c \
	test/test_reports.c) $(addprefix common/base/,error.c number.c text.c)
tool_test_sources += $(addprefix common/disk/,el_torito.c fat_chain.c fat_directory.c fat_file.c fat_name.c) common/base/reader.c
tool_test_sources := $(filter-out tests/tool/no_%.c,$(tool_test_sources))
tool_test_objects := $(tool_test_sources:%.c=$(BUILD)/test/%.o)
tool_kernels := $(patsubst tests/tool/kernels/%.c,$(BUILD)/tool-kernels/%.elf,$(wildcard tests/tool/kernels/*.c))

# As an author would build a kernel, with nothing but the contract's headers.
TOOL_KERNEL_FLAGS := -std=c17 -Iinclude -O2 -Wall -Wextra -Werror -ffreestanding -fno-pic -mcmodel=kernel -mno-red-zone \
	-mgeneral-regs-only -fno-stack-protector -fcf-protection=none -MMD -MP
TOOL_KERNEL_LINK := -nostdlib -static -no-pie -Wl,-Ttext-segment=0xffffffff80000000,-z,max-page-size=4096,-z,noexecstack,--build-id=none

$(BUILD)/tool-kernels/%.elf: tests/tool/kernels/%.c
	@mkdir -p $(@D)
	$(say) CC $@
	$(CC) $(TOOL_KERNEL_FLAGS) $(TOOL_KERNEL_LINK) $< -o $@

# What -shared makes of a kernel: it looks like a PIE, but needs a dynamic linker for its own symbols.
tool_kernels += $(BUILD)/tool-kernels/shared.elf
$(BUILD)/tool-kernels/shared.elf: tests/tool/kernels/pass.c
	@mkdir -p $(@D)
	$(say) CC $@
	$(CC) -std=c17 -Iinclude -O2 -ffreestanding -mno-red-zone -fPIC -fno-stack-protector -nostdlib -shared -MMD -MP $< -o $@

# One that the loader puts where it likes, with line numbers.
tool_kernels += $(BUILD)/tool-kernels/debugged-pie.elf
$(BUILD)/tool-kernels/debugged-pie.elf: tests/tool/kernels/debugged.c
	@mkdir -p $(@D)
	$(say) CC $@
	$(CC) -std=c17 -Iinclude -O0 -g -ffreestanding -mno-red-zone -mgeneral-regs-only -fno-stack-protector -fpie -static-pie \
		-nostdlib -Wl,--no-dynamic-linker -MMD -MP $< -o $@

# What a system may lack, preloaded.
tool_preloads := $(patsubst tests/tool/no_%.c,$(BUILD)/no-%.so,$(wildcard tests/tool/no_*.c))
$(BUILD)/no-%.so: tests/tool/no_%.c
	@mkdir -p $(@D)
	$(CC) $(HOST_FLAGS) -shared -fPIC $< -o $@

$(BUILD)/tool-tests: $(tool_test_objects) | $(BUILD)/lintel $(man_pages) $(BUILD)/lintel.pc $(tool_preloads) $(tool_kernels)
	$(say) LD $@
	$(CC) -fsanitize=address,undefined $^ -lcriterion -lcjson -o $@

-include $(tool_test_objects:.o=.d) $(tool_kernels:.elf=.d)
