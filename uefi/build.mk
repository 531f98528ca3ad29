# The UEFI loader: one PE application.
uefi_sources := $(core) $(machine) $(wildcard uefi/*.c)
uefi_objects := $(uefi_sources:%.c=$(BUILD)/uefi/%.o)

$(BUILD)/uefi/%.o: %.c
	@mkdir -p $(@D)
	$(CLANG) $(UEFI_FLAGS) -c $< -o $@

$(BUILD)/uefi/%.o: %.asm
	@mkdir -p $(@D)
	$(NASM) -f win64 -I. -MD $(@:.o=.d) -o $@ $<

-include $(uefi_objects:.o=.d)
