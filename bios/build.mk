# The BIOS loader: one flat file, boot sector first, then stage 2 with the core.
bios_sources := $(core) $(machine) $(wildcard bios/*.c)
bios_assembly := $(machine_asm) bios/a20.asm bios/early_stop.asm bios/stage2.asm bios/thunk.asm \
	bios/unpack.asm
bios_objects := $(bios_sources:%.c=$(BUILD)/bios/%.o) $(bios_assembly:%.asm=$(BUILD)/bios/%.o)

bios_numbers := $(BUILD)/bios/layout.inc $(BUILD)/bios/image.inc $(shared_numbers)

$(BUILD)/bios/layout.ld: bios/layout.h bios/image.h
	@mkdir -p $(@D)
	sed -nE 's|$(define_line)|\1 = \2;|p' $^ > $@

# Errors that are said before there is any C, from the one list.
$(BUILD)/bios/early_errors: tools/gen/early_errors.c common/base/error_list.h
	@mkdir -p $(@D)
	$(CC) $(HOST_FLAGS) $< -o $@

$(BUILD)/bios/early_errors.inc: $(BUILD)/bios/early_errors
	$< > $@

$(BUILD)/bios/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(say) CC $@
	$(CC) $(BIOS_FLAGS) -c $< -o $@

# nasm 2.16's -MD leaves %include out: what assembly includes is listed here.
$(BUILD)/bios/%.o: %.asm bios/modes.inc $(bios_numbers) $(BUILD)/bios/early_errors.inc $(BUILD)/resident.bin
	@mkdir -p $(@D)
	$(say) NASM $@
	$(NASM) -f elf64 -o $@ $<

$(BUILD)/bios/lintel-bios.elf: $(bios_objects) bios/bios.ld $(BUILD)/bios/layout.ld
	$(say) LD $@
	$(LD) -nostdlib -static --gc-sections --fatal-warnings -z noexecstack -z max-page-size=4096 --no-warn-rwx-segments \
		-L $(BUILD)/bios -T bios/bios.ld -Map $(@:.elf=.map) -o $@ $(bios_objects)

# For gdb: what the loader's addresses mean. Nothing of it is in the image.
$(BUILD)/lintel-bios.debug: $(BUILD)/bios/lintel-bios.elf
	cp $< $@

# Stage 2 as it lies on the disk: its first section as it is, the core packed (see docs/adr/0008-packed-stage-2.md), zeros to the end
# of the sector. That it unpacks to what was packed is checked here, once and for all machines.
OBJCOPY := objcopy
image_number = $$(sed -nE 's|^.define $(1) +([0-9]+).*|\1|p' bios/image.h)
LZ4 := lz4 -q
$(BUILD)/bios/stage2.bin: $(BUILD)/bios/lintel-bios.elf
	$(OBJCOPY) -O binary -j .start $< $(BUILD)/bios/start.bin
	$(OBJCOPY) -O binary -R .start $< $(BUILD)/bios/core.bin
	$(LZ4) -l -12 -f $(BUILD)/bios/core.bin $(BUILD)/bios/core.lz4
	$(LZ4) -d -c $(BUILD)/bios/core.lz4 | cmp - $(BUILD)/bios/core.bin
	cat $(BUILD)/bios/start.bin $(BUILD)/bios/core.lz4 > $@
	truncate -s %$(call image_number,STAGE2_ALIGN_BYTES) $@

# The boot sector carries the checksum of the one stage 2 that it belongs to (see bios/image.h).
checksum_words := { for (i = 1; i <= NF; i++) word[n++] = $$i } \
	END { while (n > 0) sum = (sum * 31 + word[--n]) % 4294967296; printf "%.0f", sum }

$(BUILD)/bios/boot_sector.bin: bios/boot_sector.asm $(BUILD)/bios/stage2.bin $(bios_numbers)
	$(NASM) -f bin -DSTAGE2_CHECKSUM=$$(od -An -v -tu4 $(BUILD)/bios/stage2.bin | awk '$(checksum_words)') -o $@ $<

$(BUILD)/bios/pxe_entry.bin: bios/pxe_entry.asm $(bios_numbers)
	$(NASM) -f bin -o $@ $<

$(BUILD)/lintel-bios.bin: $(BUILD)/bios/boot_sector.bin $(BUILD)/bios/stage2.bin
	[ $$(cat $^ | wc -c) -le $(call image_number,BIOS_IMAGE_BYTES_MAX) ] || \
		{ echo "the BIOS loader is larger than its budget (see bios/image.h)" >&2; exit 1; }
	cat $^ > $@

-include $(bios_objects:.o=.d)
