# The host tool: a file a verb, the core, which judges kernels and knows the formats, and both loaders embedded.
# Each folder knows only those before it: tests/layers.sh.
tool_folders := base kernel image check inspect machine test
tool_own := $(wildcard tools/*.c $(tool_folders:%=tools/%/*.c))
tool_sources := $(tool_own) $(core)
tool_objects := $(tool_sources:%.c=$(BUILD)/host/%.o) $(BUILD)/host/tools/image/embedded.o $(BUILD)/host/tools/project_files.o

# Asked only when the tool is built, so that `make deps` works without pkg-config.
tool_flags = $(shell pkg-config --cflags libcrypto libcjson)
tool_libraries = $(shell pkg-config --libs libcrypto libcjson) $(call argp_library,$(CC))

# What else to link for argp, by this compiler: glibc has it, musl has argp-standalone beside it.
argp_library = $(shell echo 'int argp_parse(void); int main(void) { return argp_parse(); }' | $(1) -x c - -o $(BUILD)/argp 2>&- || echo -largp)

$(BUILD)/host/tools/project_files.o: tools/project_files.asm $(wildcard kernel-sample/new/*) kernel-sample/console.h
	@mkdir -p $(@D)
	$(NASM) -f elf64 -o $@ $<

$(BUILD)/lintel: $(tool_objects)
	$(say) LD $@
	$(CC) -pthread $^ $(tool_libraries) -o $@

$(BUILD)/host/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(say) CC $@
	$(CC) $(HOST_FLAGS) $(tool_flags) -c $< -o $@

$(BUILD)/host/tools/image/embedded.o: tools/image/embedded.asm $(BUILD)/lintel-bios.bin $(BUILD)/bios/pxe_entry.bin $(BUILD)/BOOTX64.EFI
	@mkdir -p $(@D)
	$(NASM) -f elf64 -DLOADER_PXE_ENTRY='"$(BUILD)/bios/pxe_entry.bin"' -DLOADER_BIOS='"$(BUILD)/lintel-bios.bin"' -DLOADER_UEFI='"$(BUILD)/BOOTX64.EFI"' -o $@ $<

$(BUILD)/lintel.pc: tools/lintel.pc.in Makefile
	@mkdir -p $(@D)
	sed 's|@VERSION@|$(VERSION)|; s|@PREFIX@|$${pcfiledir}/..|' $< > $@

-include $(tool_objects:.o=.d)
