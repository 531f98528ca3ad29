# Tests. Unit tests mirror the tree and link the real objects, built with the sanitizers; the other folders have a page of their own.
bios_pure := bios/disk.c bios/e820.c bios/e820_entry.c bios/edid.c bios/int13_parameters.c bios/pxe_structure.c bios/tables.c bios/vbe_mode.c bios/volume.c
uefi_pure := $(filter-out uefi/main.c uefi/platform.c,$(wildcard uefi/*.c)) # the firmware is a fake one
resident_pure := $(filter-out %/output.c,$(resident_report)) # a report is caught, not sent
criterion_start := tests/no_libgit2.c # a part of every Criterion program
unit_sources := $(criterion_start) $(core) $(resident_pure) $(bios_pure) $(uefi_pure) $(shell find tests/unit tests/host -name '*.c')
unit_objects := $(unit_sources:%.c=$(BUILD)/test/%.o) $(BUILD)/bios/bios/unpack.o

$(BUILD)/test/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(say) CC $@
	$(CC) $(TEST_FLAGS) -c $< -o $@

$(BUILD)/unit-tests: $(unit_objects)
	$(say) LD $@
	$(CC) -fsanitize=address,undefined $^ -lcriterion $(tool_libraries) -o $@

-include $(unit_sources:%.c=$(BUILD)/test/%.d)

include tests/contract/build.mk
include tests/tool/build.mk
include tests/fuzz/build.mk
include tests/boot/build.mk
include tests/bench/build.mk
include tests/volumes/build.mk
include tests/musl/build.mk
include tests/mutants/build.mk

.PHONY: test-programs
test-programs: programs $(BUILD)/unit-tests $(BUILD)/contract-tests $(BUILD)/tool-tests $(BUILD)/boot-tests $(BUILD)/volumes $(fuzz_programs) $(boot_kernels)

test: all ## lint, then run every test
	@$(MAKE) --no-print-directory -j$(JOBS) lint test-programs musl
	./tests/deps/check.sh
	./tests/run.sh unit $(BUILD)/unit-tests --jobs $(JOBS)
	./tests/run.sh contract $(BUILD)/contract-tests --jobs $(JOBS)
	./tests/run.sh tool $(BUILD)/tool-tests --jobs $(JOBS)
	@$(MAKE) --no-print-directory -j$(JOBS) fuzz volumes
	./tests/run.sh boot $(BUILD)/boot-tests --jobs $(JOBS) --filter 'boot/*'

test-all: test ## everything that takes longer than CI has
	@$(MAKE) --no-print-directory fuzz-long volumes-long
	./tests/run.sh boot-all $(BUILD)/boot-tests --jobs $(JOBS) --filter 'all/*'
	@$(MAKE) --no-print-directory netboot-servers mutants cross distcheck

# What the linters read: all that is written here; the PE application's own files with its own target.
formatted := $(shell find common config bios uefi include kernel-sample tools tests -name '*.[ch]')
linted := $(core) $(machine) $(resident_report) $(tool_own) $(wildcard bios/*.c tools/gen/*.c)
tidied := $(linted:%=$(BUILD)/tidy/%) $(patsubst %,$(BUILD)/tidy/%,$(wildcard uefi/*.c))

$(BUILD)/tidy/uefi/%.c: tidy_target := -target x86_64-unknown-windows -fshort-wchar
$(BUILD)/tidy/%.c: %.c .clang-tidy
	@mkdir -p $(@D)
	$(say) TIDY $<
	clang-tidy --quiet $< -- -std=c2x -I. -D_GNU_SOURCE -DLINTEL_VERSION='""' $(tidy_target) 2>$@.log || { cat $@.log; exit 1; }
	@touch $@

# Of tests and sample kernels the linter asks one thing only: that no function has more than 60 lines.
measured := $(shell find tests kernel-sample -name '*.c')
$(BUILD)/measured/%.c: %.c .clang-tidy
	@mkdir -p $(@D)
	clang-tidy --quiet --checks='-*,readability-function-size' $< -- -std=c2x -w -I. -I include -I kernel-sample -isystem /usr/include/efi \
		-isystem /usr/include/efi/x86_64 -D_GNU_SOURCE -DLINTEL_VERSION='""' 2>$@.log || { cat $@.log; exit 1; }
	@touch $@

structured := Makefile $(shell find common config bios uefi include kernel-sample tools tests -name '*.[ch]' -o -name '*.asm' -o -name '*.inc' \
	-o -name '*.mk' -o -name '*.sh' -o -name '*.ld')

# By itself, so that it runs beside others. cppcheck 2.10 crashes on _Generic, which is all that TEXT_VALUE is.
.PHONY: cppcheck
cppcheck:
	$(say) CHECK "what cppcheck looks at"
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --error-exitcode=1 -UTEXT_VALUE -I. $(linted) $(wildcard uefi/*.c)

lint: cppcheck $(BUILD)/lintel $(tidied) $(measured:%=$(BUILD)/measured/%) $(BUILD)/error-book $(BUILD)/boot-tests ## clang-format, clang-tidy, cppcheck; sizes of files, the book of errors, promises, mutants
	./tests/structure.sh $(structured)
	./tests/layers.sh "$(tool_folders)" $(tool_own:%.c=$(BUILD)/host/%.o)
	! grep -rhoE '\.timeout = [0-9]+' tests/tool | sort -u | sed 1d | grep . # two of them, and Criterion leaks
	clang-format --dry-run -Werror $(formatted)
	./tests/up-to-date.sh docs/errors.md $(BUILD)/error-book
	./tests/errors/provoked.sh
	./tests/boot/abi/check.sh
	./tests/boot/promises.sh
	./tests/mutants/run.sh --check
	grep '^    TRY' README.md | diff -u common/boot.c - | grep '^-    TRY' && { echo "README.md does not quote common/boot.c" >&2; exit 1; } || true

# The book of errors is kept in the repository, so that it can be read without building anything.
$(BUILD)/error-book: tools/gen/error_book.c common/base/error_list.h
	@mkdir -p $(@D)
	$(CC) $(HOST_FLAGS) $< -o $@

docs/errors.md: $(BUILD)/error-book
	$< > $@

format: ## let clang-format rewrite the sources
	clang-format -i $(formatted)
