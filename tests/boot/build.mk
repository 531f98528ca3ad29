# Boot tests: a Criterion program that starts QEMU, the test kernels it boots, and a stub that snapshots of UEFI wait in.
boot_test_sources := $(criterion_start) $(wildcard tests/boot/*.c tests/spoilt/*.c)
boot_test_objects := $(boot_test_sources:%.c=$(BUILD)/test/%.o)

# A test kernel tests/boot/kernels/NAME.c is linked where the file name's end says: -low at 1 MiB, -high in the highest 2 GiB,
# -pie anywhere, -plain as well, but by the linker's own script; -split and -packed as segments.ld says. It sees include/ and nothing else.
kernel_flags := -std=c2x $(WARNINGS) -I include -O2 -ffreestanding -fno-stack-protector -mno-red-zone -fno-asynchronous-unwind-tables
kernel_stack := -Wl,-z,noexecstack
kernel_link = -nostdlib -static -Wl,--build-id=none -Wl,-z,max-page-size=4096 $(kernel_stack) -Wl,--fatal-warnings \
	-Wl,--no-warn-rwx-segments # one has such a segment; in the others the tool would refuse it
kernel_common := $(addprefix tests/boot/kernels/,card.c check.c content.c machine_ram.c machine_state.c mapped.c reached.c regions.c walk.c)
kernel_headers := $(wildcard include/lintel/*.h tests/boot/kernels/*.h tests/boot/kernels/*.ld) tests/boot/pattern.h tests/boot/modules.h \
	tests/boot/bad_uefi/chance.h

kernel_low := -fno-pic -no-pie -Wl,-T,tests/boot/kernels/low.ld
kernel_high := -fno-pic -no-pie -mcmodel=kernel -Wl,-T,tests/boot/kernels/high.ld
kernel_plain := -fpie -static-pie -Wl,--no-dynamic-linker -Wl,-z,text
kernel_pie := $(kernel_plain) -Wl,-T,tests/boot/kernels/pie.ld
kernel_split := -fno-pic -no-pie -mcmodel=kernel -Wl,-T,tests/boot/kernels/segments.ld
kernel_packed := -Wl,--defsym=code_is_packed=1 $(kernel_split)

boot_kernel_names := basic-low basic-high basic-pie options-pie based-pie tables-low tables-high tables-pie memory-high overwrite-high \
	overwrite-low ramdisk-high ramdisk_above-high machine-high state-high state-pie greedy-high relro-plain
boot_kernel_names += newer-high older-high upper-high upper-pie stack-high above-high tls-plain \
	disk-high display-high writable-high facts-low facts-pie
boot_kernel_names += levels-pie chance-pie large-low large-high
boot_kernel_names += contract-high line-high faults-high faults-pie plan-low plan-high plan-pie
include tests/boot/toolchains.mk
boot_kernel_names += clock-high symbols-high symbols-pie runtime-high origins-high pointers-plain edid-high
boot_kernel_names += quiet-high ramdisk_sparse-high
boot_kernel_names += segments-split segments-packed executable_stack-high huge-high secrets-high splits-high shared-high
abi_kernels := $(patsubst tests/boot/abi/%,$(BUILD)/kernels/abi-%,$(wildcard tests/boot/abi/*.elf))
boot_kernels := $(boot_kernel_names:%=$(BUILD)/kernels/test-%.elf) $(toolchain_kernels) $(abi_kernels) $(BUILD)/kernels/hello-clang.elf
boot_kernels += $(BUILD)/kernels/test-faults-frameless.elf $(BUILD)/kernels/test-symbols-stripped.elf $(BUILD)/kernels/test-basic-headers_last.elf

define boot_kernel_rule
$(BUILD)/kernels/test-%-$(1).elf: tests/boot/kernels/%.c $(kernel_common) $(kernel_headers)
	@mkdir -p $$(@D)
	$(say) CC $$@
	$(CC) $$(kernel_flags) $(kernel_$(1)) $$(kernel_link) $$< $(kernel_common) -o $$@
endef
$(foreach place,low high pie plain split packed,$(eval $(call boot_kernel_rule,$(place))))

$(BUILD)/kernels/test-executable_stack-high.elf: kernel_stack := -Wl,-z,execstack -Wl,--no-warn-execstack

# Kernels whose backtraces are looked at.
$(BUILD)/kernels/test-faults-high.elf $(BUILD)/kernels/test-faults-pie.elf: kernel_flags += -fno-omit-frame-pointer -fno-optimize-sibling-calls
$(BUILD)/kernels/test-faults-frameless.elf: tests/boot/kernels/faults.c $(kernel_common) $(kernel_headers)
	$(CC) $(kernel_flags) $(kernel_high) $(kernel_link) $< $(kernel_common) -o $@

# A kernel without symbols.
$(BUILD)/kernels/test-symbols-stripped.elf: $(BUILD)/kernels/test-symbols-high.elf
	strip -s -o $@ $<

# A kernel whose program headers are at the file's end.
$(BUILD)/kernels/test-basic-headers_last.elf: $(BUILD)/kernels/test-basic-high.elf tests/boot/kernels/headers_last.sh
	tests/boot/kernels/headers_last.sh $< $@

# Kernels of the past, as they were built then; see tests/boot/abi/README.md.
$(BUILD)/kernels/abi-%.elf: tests/boot/abi/%.elf
	@mkdir -p $(@D)
	cp $< $@

# The stub and the misbehaving firmware are UEFI applications; the stub's disk is FAT without partitions, which firmware takes for
# a stick.
efi_test_flags := $(UEFI_FLAGS) -isystem /usr/include/efi -isystem /usr/include/efi/x86_64
stub_objects := $(BUILD)/efi-test/stub/stub.o $(BUILD)/efi-test/stub/load.o
bad_uefi_objects := $(patsubst tests/boot/%.c,$(BUILD)/efi-test/%.o,$(wildcard tests/boot/bad_uefi/*.c)) \
	$(BUILD)/efi-test/bad_uefi/la57_trampoline.o $(BUILD)/efi-test/stub/load.o

$(BUILD)/efi-test/%.o: tests/boot/%.c Makefile
	@mkdir -p $(@D)
	$(say) CLANG $@
	$(CLANG) $(efi_test_flags) -c $< -o $@

$(BUILD)/efi-test/%.o: tests/boot/%.asm
	@mkdir -p $(@D)
	$(say) NASM $@
	$(NASM) -f win64 -o $@ $<

bad_uefi_programs := $(BUILD)/boot/bad_uefi.efi $(BUILD)/boot/high_loader.efi

$(BUILD)/boot/stub.efi: $(stub_objects)
$(BUILD)/boot/bad_uefi.efi: $(bad_uefi_objects)
$(BUILD)/boot/%.efi:
	@mkdir -p $(@D)
	$(LLD_LINK) /subsystem:efi_application /entry:efi_main /nodefaultlib /dynamicbase /Brepro /out:$@ $^

# The loader itself, linked above 4 GiB: firmware puts it there if there is memory. lld's default, 5 GiB, is where the stub lies.
$(BUILD)/boot/high_loader.efi: $(uefi_objects)
	@mkdir -p $(@D)
	$(LLD_LINK) $(filter-out /base:%,$(UEFI_LINK)) /base:0x150000000 /out:$@ $^

$(BUILD)/boot/stub.img: $(BUILD)/boot/stub.efi
	rm -f $@.part && truncate -s 4M $@.part
	mformat -i $@.part -v STUB ::
	mmd -i $@.part ::/EFI ::/EFI/BOOT
	mcopy -i $@.part $< ::/EFI/BOOT/BOOTX64.EFI
	mv $@.part $@

# The server that misbehaves is a program of the host.
server_objects := $(patsubst tests/boot/%.c,$(BUILD)/test/tests/boot/%.o,$(wildcard tests/boot/server/*.c))
$(BUILD)/boot/server: $(server_objects)
	@mkdir -p $(@D)
	$(CC) -fsanitize=address,undefined $^ -o $@

$(BUILD)/boot/http: $(BUILD)/test/tests/boot/http/main.o
	@mkdir -p $(@D)
	$(CC) -fsanitize=address,undefined $^ -o $@

# The BIOS that misbehaves: a floppy disk's first cylinder.
$(BUILD)/boot/bad_bios.bin: tests/boot/bad_bios/shim.asm $(wildcard tests/boot/bad_bios/*.inc) $(BUILD)/tests/boot/bad_bios/shim.inc $(BUILD)/bios/layout.inc
	$(say) NASM $@
	$(NASM) -f bin -o $@ $<

# Machines: a table of axes makes the rows. boot-tests has the sample, boot-cross the product, with all toolchains on all doors.
$(BUILD)/boot/cross-rows: tests/boot/cross/rows.c Makefile
	@mkdir -p $(@D)
	$(CC) $(HOST_FLAGS) $< -o $@

$(BUILD)/boot/cross_sample.c: $(BUILD)/boot/cross-rows
	$< sample > $@

$(BUILD)/boot/cross_whole.c: $(BUILD)/boot/cross-rows tests/boot/toolchains.mk
	$< whole $(toolchain_names) > $@

$(BUILD)/boot/cross_%.o: $(BUILD)/boot/cross_%.c tests/boot/row.h
	$(say) CC $@
	$(CC) $(TEST_FLAGS) -c $< -o $@

# A command line as long as one may be; kernels/line.c computes its letters alike.
$(BUILD)/boot/command-line: tests/boot/build.mk
	@mkdir -p $(@D)
	LC_ALL=C awk 'BEGIN { for (i = 0; i < 65535; i++) printf "%c", 33 + (i * i + int(i / 89)) % 89 }' > $@

# The programs themselves; what they boot is made with them.
boot_bench_objects := $(filter-out $(BUILD)/test/tests/boot/rows_% %/bochs.o %/newcomer.o %/failing_call.o,$(boot_test_objects))

$(BUILD)/boot-tests: $(boot_test_objects) $(BUILD)/boot/cross_sample.o
$(BUILD)/boot-cross: $(boot_bench_objects) $(BUILD)/boot/cross_whole.o
$(BUILD)/boot-tests $(BUILD)/boot-cross: | $(boot_kernels) $(BUILD)/boot/command-line $(BUILD)/boot/stub.img $(bad_uefi_programs) $(BUILD)/boot/bad_bios.bin $(BUILD)/boot/server \
	$(BUILD)/boot/http
	$(say) LD $@
	$(CC) -fsanitize=address,undefined $^ -lcriterion -lcjson -o $@

.PHONY: cross netboot-servers
netboot-servers: programs ## boot from dnsmasq and nginx as docs/netboot.md has them (Debian: dnsmasq-base nginx-light iproute2)
	./tests/boot/servers/run.sh

cross: programs $(BUILD)/boot-cross ## boot every machine of the product, one after the other; goes on where it was stopped
	./tests/boot/cross/run.sh

-include $(boot_test_objects:.o=.d)
-include $(patsubst %.o,%.d,$(stub_objects) $(bad_uefi_objects) $(server_objects))
