# Lintel's build. `make help` lists what you can ask for; everything is built below build/.
# Not to be changed: test programs look for it there.
override BUILD := build
VERSION := 0.1.0

# gcc builds the BIOS loader, the host tool and the tests; clang and lld the PE application.
CC := gcc
CLANG := clang
LLD_LINK := lld-link
NASM := nasm -I. -I$(BUILD)/

# `make V=1` shows every command.
ifndef V
.SILENT:
endif
say = printf '  %-6s %s\n'

# The version and these flags are why objects depend on this page.
WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
LANGUAGE := -std=c2x -I. -DLINTEL_VERSION='"$(VERSION)"' $(WARNINGS) -MMD -MP
FREESTANDING := -ffreestanding -mno-red-zone -mgeneral-regs-only -fno-stack-protector -fno-asynchronous-unwind-tables \
	-ffunction-sections -fdata-sections
# The BIOS loader has 64 KiB: these three make it 2 KiB smaller than -Os, and no slower.
SMALL := -Oz -fno-tree-sra -fno-inline-functions-called-once
BIOS_FLAGS := $(LANGUAGE) $(FREESTANDING) $(SMALL) -g -fno-pic -mcmodel=small -fcf-protection=none
# -Oz makes the application 17 KiB smaller than -O2. What takes time loses none: copying is `rep movs`, SHA-256 is a little faster.
UEFI_FLAGS := $(LANGUAGE) $(FREESTANDING) -target x86_64-unknown-windows -Oz -gdwarf -fshort-wchar -mno-stack-arg-probe
HOST_FLAGS := $(LANGUAGE) -O2 -g -D_GNU_SOURCE
TEST_FLAGS := $(LANGUAGE) -O1 -g -D_GNU_SOURCE -fsanitize=address,undefined -fno-sanitize-recover=all

# The core is the same everywhere; `machine` is the part of it that touches the CPU, which a host program leaves out.
core := $(filter-out common/base/string.c,$(wildcard common/base/*.c)) common/boot.c $(wildcard common/steps/*.c common/elf/*.c \
	common/memory/*.c common/acpi/*.c common/disk/*.c common/info/*.c common/network/*.c common/video/*.c config/*.c) common/clock/frequency.c \
	common/cpu/offers.c common/log/log.c $(wildcard common/log/screen*.c)
machine := common/base/string.c $(filter-out common/cpu/offers.c,$(wildcard common/cpu/*.c)) common/clock/tsc.c common/log/serial.c common/log/debugcon.c \
	common/fault.c common/resident/resident.c
machine_asm := common/fault_gates.asm common/resident/leap.asm common/resident/crossing.asm

# All cores, unless `make -jN` says otherwise.
JOBS := $(shell nproc)
parallel = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(JOBS))

.PHONY: all programs deps deps-run run test test-all lint format help clean
all: ## build the host tool, both loaders and the sample kernel; print the loaders' sizes
	@$(MAKE) --no-print-directory $(parallel) programs
	@./tools/sizes.sh $(BUILD)/lintel-bios.bin 65536 $(BUILD)/BOOTX64.EFI 98304

programs: $(BUILD)/lintel $(BUILD)/lintel-bios.debug $(BUILD)/BOOTX64.debug $(BUILD)/lintel.pc $(BUILD)/lintel-bios.bin $(BUILD)/BOOTX64.EFI $(BUILD)/kernels/hello.elf

# sbin: where Debian has partitioning tools, and not on everybody's PATH.
deps: ## install what building, running and testing need (by apt, dnf or pacman; else say what is missing)
	@PATH="$$PATH:/usr/sbin:/sbin" ./tools/deps.sh

deps-run: ## the same, but only for building and using the tool
	@./tools/deps.sh run

run: all ## boot the sample kernel in QEMU and show what it says
	$(say) RUN $(BUILD)/kernels/hello.elf
	$(BUILD)/lintel run $(BUILD)/kernels/hello.elf

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' Makefile tools/*.mk tests/build.mk tests/*/build.mk | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 12

clean: ## remove everything that was built
	rm -rf $(BUILD)

# Numbers shared with assembly are written once, in C headers; nasm and the linker read their #define lines in their own spelling.
shared_numbers := $(BUILD)/common/fault_gates.inc $(BUILD)/common/cpu/ports.inc $(BUILD)/common/resident/layout.inc
define_line := ^\#define ([A-Z0-9_]+) +([0-9a-zA-Z]+).*

$(BUILD)/%.inc: %.h
	@mkdir -p $(@D)
	sed -nE 's|$(define_line)|%define \1 \2|p' $< > $@

$(BUILD)/resident/layout.ld: common/resident/layout.h
	@mkdir -p $(@D)
	sed -nE 's|$(define_line)|\1 = \2;|p' $< > $@

# The resident: linked by itself to flat text that needs no relocation; leap.asm takes it in.
resident_report := $(wildcard common/resident/report/*.c)
resident_objects := $(patsubst %,$(BUILD)/resident/%.o,common/resident/head $(basename $(resident_report)) common/base/string \
	common/base/text common/log/screen_canvas)

$(BUILD)/resident/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(say) CC $@
	$(CC) $(LANGUAGE) $(FREESTANDING) $(SMALL) -fpic -fvisibility=hidden -fcf-protection=none -fno-jump-tables -c $< -o $@

$(BUILD)/resident/%.o: %.asm $(shared_numbers)
	@mkdir -p $(@D)
	$(say) NASM $@
	$(NASM) -f elf64 -o $@ $<

$(BUILD)/resident.elf: $(resident_objects) common/resident/resident.ld $(BUILD)/resident/layout.ld
	$(say) LD $@
	$(LD) -nostdlib -pie --no-dynamic-linker --gc-sections --fatal-warnings -z noexecstack \
		-L $(BUILD)/resident -T common/resident/resident.ld -o $@ $(resident_objects)

$(BUILD)/resident.bin: $(BUILD)/resident.elf
	objcopy -O binary -j .text $< $@

-include $(resident_objects:.o=.d)

include bios/build.mk
include uefi/build.mk
include tools/build.mk
include tools/man.mk
include tools/install.mk
include tools/dist.mk
include kernel-sample/build.mk
include tests/build.mk

# `make -j deps test` must install before it builds.
ifneq ($(filter deps deps-run,$(MAKECMDGOALS)),)
.NOTPARALLEL:
endif
