# The host tool: a file a verb, the part of the core that judges kernels and knows the formats, and both loaders embedded.
tool_sources := $(wildcard tools/*.c) $(addprefix common/base/,error.c number.c reader.c text.c) \
	$(wildcard common/elf/*.c config/*.c common/memory/layout*.c) common/memory/map.c \
	$(addprefix common/disk/,crc32.c gpt_read.c gpt_write.c mbr.c mbr_write.c partition.c)
tool_objects := $(tool_sources:%.c=$(BUILD)/host/%.o) $(BUILD)/host/tools/embedded.o

# Asked only when the tool is built, so that `make deps` works without pkg-config.
tool_flags = $(shell pkg-config --cflags libcrypto libcjson)
tool_libraries = $(shell pkg-config --libs libcrypto libcjson)

$(BUILD)/lintel: $(tool_objects)
	$(say) LD $@
	$(CC) $^ $(tool_libraries) -o $@

$(BUILD)/host/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(say) CC $@
	$(CC) $(HOST_FLAGS) $(tool_flags) -c $< -o $@

$(BUILD)/host/tools/embedded.o: tools/embedded.asm $(BUILD)/lintel-bios.bin $(BUILD)/BOOTX64.EFI
	@mkdir -p $(@D)
	$(NASM) -f elf64 -DLOADER_BIOS='"$(BUILD)/lintel-bios.bin"' -DLOADER_UEFI='"$(BUILD)/BOOTX64.EFI"' -o $@ $<

$(BUILD)/lintel.pc: tools/lintel.pc.in Makefile
	@mkdir -p $(@D)
	sed 's/@VERSION@/$(VERSION)/' $< > $@

-include $(tool_objects:.o=.d)
