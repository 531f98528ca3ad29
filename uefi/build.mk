# The UEFI loader: one PE application.
uefi_sources := $(core) $(machine) $(wildcard uefi/*.c)
uefi_objects := $(uefi_sources:%.c=$(BUILD)/uefi/%.o)

# What the unit tests link as well: all but the entry and the seam. Their firmware is a fake one.
uefi_pure := $(filter-out uefi/main.c uefi/platform.c,$(wildcard uefi/*.c))

# /base: OVMF puts an image that is linked high above 4 GiB if there is memory. /Brepro: no time stamp, same bytes every time.
# /opt:ref leaves out what nothing calls: the firmware has a file system, so common/disk is not needed here.
UEFI_LINK := /subsystem:efi_application /entry:efi_main /nodefaultlib /base:0x10000 /dynamicbase /Brepro /opt:ref

$(BUILD)/BOOTX64.EFI: $(uefi_objects)
	$(LLD_LINK) $(UEFI_LINK) /out:$@ $^

$(BUILD)/uefi/%.o: %.c
	@mkdir -p $(@D)
	$(CLANG) $(UEFI_FLAGS) -c $< -o $@

$(BUILD)/uefi/%.o: %.asm
	@mkdir -p $(@D)
	$(NASM) -f win64 -I. -MD $(@:.o=.d) -o $@ $<

-include $(uefi_objects:.o=.d)
