# One kernel, made by every toolchain: a variant is a line, toolchain_NAME, and a row in rows_toolchains.c boots it.
toolchain_sources := $(addprefix tests/boot/kernels/,toolchain.c toolchain_parts.c check.c)
toolchain_headers := $(wildcard include/lintel/*.h tests/boot/kernels/*.h tests/boot/kernels/toolchain*.ld) tests/boot/toolchains.mk

# No more than docs/toolchains.md asks for.
toolchain_flags := -std=c2x $(WARNINGS) -I include -ffreestanding -mno-red-zone -fno-stack-protector -nostdlib
link_static := -static -fno-pie
link_pie := -fpie -static-pie -Wl,--no-dynamic-linker -Wl,-z,text
link_high := $(link_static) -mcmodel=kernel
link_unnamed := $(link_high) -Wl,-T,tests/boot/kernels/toolchain_silent.ld
collected := -ffunction-sections -fdata-sections -Wl,--gc-sections
by_lld := -fuse-ld=lld

toolchain_gcc_O0 := $(CC) -O0 $(link_static)
toolchain_gcc_O2 := $(CC) -O2 $(link_static)
toolchain_gcc_Os := $(CC) -Os $(link_static)
toolchain_gcc_lld := $(CC) -O2 $(link_static) $(by_lld)
toolchain_clang_ld := $(CLANG) -O2 $(link_static)
toolchain_clang_lld_O0 := $(CLANG) -O0 $(link_static) $(by_lld)
toolchain_clang_lld_Os := $(CLANG) -Os $(link_static) $(by_lld)
toolchain_gcc_lto := $(CC) -O2 $(link_static) -flto $(collected)
toolchain_clang_lto := $(CLANG) -O2 $(link_static) $(by_lld) -flto $(collected)
toolchain_clang_thin_lto := $(CLANG) -O2 $(link_static) $(by_lld) -flto=thin $(collected)
toolchain_gcc_collected := $(CC) -O2 $(link_static) $(collected)
toolchain_clang_collected := $(CLANG) -O2 $(link_static) $(by_lld) $(collected)
toolchain_gcc_high := $(CC) -O2 $(link_high) -Wl,-Ttext-segment=0xffffffff80000000
toolchain_clang_high := $(CLANG) -O2 $(link_high) $(by_lld) -Wl,--image-base=0xffffffff80000000
toolchain_gcc_unnamed := $(CC) -O2 $(link_unnamed)
toolchain_clang_unnamed := $(CLANG) -O2 $(link_unnamed) $(by_lld)
toolchain_gcc_pie := $(CC) -O2 $(link_pie)
toolchain_gcc_relr := $(CC) -O2 $(link_pie) -Wl,-z,pack-relative-relocs
toolchain_gcc_lld_relr := $(CC) -O2 $(link_pie) $(by_lld) -Wl,--pack-dyn-relocs=relr
toolchain_clang_pie := $(CLANG) -O2 $(link_pie) $(by_lld)
toolchain_clang_pie_lto := $(CLANG) -O2 $(link_pie) $(by_lld) -flto
toolchain_gcc_packed := $(CC) -O2 $(link_static) -Wl,-z,noseparate-code
toolchain_lld_code_apart := $(CLANG) -O2 $(link_static) $(by_lld) -Wl,-z,separate-code
toolchain_lld_segments_apart := $(CLANG) -O2 $(link_static) $(by_lld) -Wl,-z,separate-loadable-segments

toolchain_names := gcc_O0 gcc_O2 gcc_Os gcc_lld clang_ld clang_lld_O0 clang_lld_Os gcc_lto clang_lto clang_thin_lto gcc_collected \
	clang_collected gcc_high clang_high gcc_unnamed clang_unnamed gcc_pie gcc_relr gcc_lld_relr clang_pie clang_pie_lto gcc_packed \
	lld_code_apart lld_segments_apart

define toolchain_rule
$(BUILD)/kernels/toolchain-$(1).elf: $(toolchain_sources) $(toolchain_headers)
	@mkdir -p $$(@D)
	$(say) CC $$@
	$(toolchain_$(1)) $(toolchain_flags) $(toolchain_sources) -o $$@
endef
$(foreach name,$(toolchain_names),$(eval $(call toolchain_rule,$(name))))

# Made from another link's result, or in several steps.
toolchain_kernel = $(BUILD)/kernels/toolchain-$(1).elf
toolchain_objects := $(toolchain_sources:%.c=$(BUILD)/kernels/parts/%.o)
toolchain_names += gcc_stripped gcc_O2_headerless clang_pie_headerless gcc_partial gcc_archive

$(BUILD)/kernels/parts/%.o: %.c $(toolchain_headers)
	@mkdir -p $(@D)
	$(CC) -O2 -fno-pie $(collected) $(toolchain_flags) -c $< -o $@

$(call toolchain_kernel,gcc_stripped): $(call toolchain_kernel,gcc_O2)
	strip -s $< -o $@

# Not every strip can remove section headers; a kernel whose ELF header names none (bytes 40 to 47 and 58 to 63) has none.
define headerless_rule
$(call toolchain_kernel,$(1)_headerless): $(call toolchain_kernel,$(1))
	cp $$< $$@.part
	printf '\0\0\0\0\0\0\0\0' | dd of=$$@.part bs=1 seek=40 conv=notrunc status=none
	printf '\0\0\0\0\0\0' | dd of=$$@.part bs=1 seek=58 conv=notrunc status=none
	mv $$@.part $$@
endef
$(foreach name,gcc_O2 clang_pie,$(eval $(call headerless_rule,$(name))))

$(call toolchain_kernel,gcc_partial): $(toolchain_objects)
	ld -r $^ -o $(@:.elf=.o)
	ld -static --gc-sections -e _start $(@:.elf=.o) -o $@

# As a kernel of many libraries is linked: nothing is asked for by name but the entry point.
$(call toolchain_kernel,gcc_archive): $(toolchain_objects)
	rm -f $(@:.elf=.a)
	ar rcs $(@:.elf=.a) $^
	ld -static --gc-sections -e _start -u _start $(@:.elf=.a) -o $@

toolchain_kernels := $(foreach name,$(toolchain_names),$(call toolchain_kernel,$(name)))
