# The BIOS loader: one flat file, boot sector first, then stage 2 with the core.
bios_sources := $(core) $(machine) $(wildcard bios/*.c)
bios_objects := $(bios_sources:%.c=$(BUILD)/bios/%.o)

$(BUILD)/bios/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(BIOS_FLAGS) -c $< -o $@

$(BUILD)/bios/%.o: %.asm
	@mkdir -p $(@D)
	$(NASM) -f elf64 -I. -MD $(@:.o=.d) -o $@ $<

-include $(bios_objects:.o=.d)
