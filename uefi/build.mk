# The UEFI loader: one PE application.
uefi_objects := $(patsubst %.c,$(BUILD)/uefi/%.o,$(core) $(machine) $(wildcard uefi/*.c)) $(machine_asm:%.asm=$(BUILD)/uefi/%.o)

# /base: OVMF puts an image that is linked high above 4 GiB if there is memory. /Brepro: no time stamp, same bytes every time.
# /opt:ref leaves out what nothing calls: the firmware has a file system, so common/disk is not needed here.
UEFI_LINK := /subsystem:efi_application /entry:efi_main /nodefaultlib /base:0x10000 /dynamicbase /Brepro /opt:ref

$(BUILD)/BOOTX64.EFI: $(uefi_objects)
	$(say) LINK $@
	$(LLD_LINK) $(UEFI_LINK) /out:$@ $^

# For gdb: the same once more, with what its addresses mean.
$(BUILD)/BOOTX64.debug: $(uefi_objects) $(BUILD)/BOOTX64.EFI
	$(say) LINK $@
	$(LLD_LINK) $(UEFI_LINK) /debug:dwarf /out:$@ $(uefi_objects)

$(BUILD)/uefi/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(say) CLANG $@
	$(CLANG) $(UEFI_FLAGS) -c $< -o $@

$(BUILD)/uefi/%.o: %.asm $(shared_numbers)
	@mkdir -p $(@D)
	$(say) NASM $@
	$(NASM) -f win64 -o $@ $<

$(BUILD)/uefi/common/resident/leap.o: $(BUILD)/resident.bin

-include $(uefi_objects:.o=.d)
