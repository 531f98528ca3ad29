# Lintel's build. `make help` lists what you can ask for; everything is built below build/.
BUILD := build

# Tools. gcc builds the BIOS loader, the host tool and the tests; clang and lld the PE application.
CC := gcc
CLANG := clang
LLD_LINK := lld-link
NASM := nasm

VERSION := 0.1.0

WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
LANGUAGE := -std=c2x -I. -DLINTEL_VERSION='"$(VERSION)"' $(WARNINGS) -MMD -MP
FREESTANDING := -ffreestanding -mno-red-zone -mgeneral-regs-only -fno-stack-protector -fno-asynchronous-unwind-tables \
	-ffunction-sections -fdata-sections
BIOS_FLAGS := $(LANGUAGE) $(FREESTANDING) -Os -fno-pic -mcmodel=small -fcf-protection=none
UEFI_FLAGS := $(LANGUAGE) $(FREESTANDING) -target x86_64-unknown-windows -O2 -fshort-wchar -mno-stack-arg-probe
HOST_FLAGS := $(LANGUAGE) -O2 -g -D_GNU_SOURCE
TEST_FLAGS := $(LANGUAGE) -O1 -g -D_GNU_SOURCE -fsanitize=address,undefined -fno-sanitize-recover=all

# The core is the same everywhere; `machine` is the part of it that touches the CPU, which a host program leaves out.
core := $(filter-out common/base/string.c,$(wildcard common/base/*.c)) $(wildcard common/boot.c common/steps/*.c common/elf/*.c \
	common/memory/*.c common/disk/*.c common/info/*.c config/*.c) common/log/log.c common/log/screen.c
machine := common/base/string.c $(wildcard common/cpu/*.c) common/log/serial.c common/log/debugcon.c $(wildcard common/resident/*.c)

.PHONY: all deps run test unit boot lint format help clean
all: $(BUILD)/lintel $(BUILD)/lintel-bios.bin $(BUILD)/BOOTX64.EFI ## builds the host tool and both loaders, prints the loaders' sizes
	@printf '%-24s %6d bytes (limit %d)\n' lintel-bios.bin $$(stat -c %s $(BUILD)/lintel-bios.bin) 65536 \
		BOOTX64.EFI $$(stat -c %s $(BUILD)/BOOTX64.EFI) 98304

help: ## lists the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 12

clean: ## removes everything that was built
	rm -rf $(BUILD)

include bios/build.mk
include uefi/build.mk
include tools/build.mk
include tests/build.mk
include kernel-sample/build.mk
