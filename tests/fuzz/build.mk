# Fuzzing: a program a harness (tests/fuzz/NAME.c), linked with the core built for it, and the tool's parsers. `make fuzz` is short and always the same.
fuzz_names := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c))
fuzz_programs := $(fuzz_names:%=$(BUILD)/fuzz/%)
fuzz_core := $(patsubst %.c,$(BUILD)/fuzz/objects/%.o,$(core) bios/pxe_structure.c tools/check/recorded_map.c tools/kernel/kernel_sections.c)

FUZZ_RUNS := 20000
FUZZ_SECONDS := 600
FUZZ_SANITIZERS := address,undefined -fno-sanitize-recover=all
FUZZ_FLAGS := $(LANGUAGE) -O1 -g -D_GNU_SOURCE -fsanitize=fuzzer-no-link,$(FUZZ_SANITIZERS)

$(BUILD)/fuzz/objects/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(say) CLANG $@
	$(CLANG) $(FUZZ_FLAGS) -c $< -o $@

# An archive: a harness takes what it needs, and nothing asks for a platform.
$(BUILD)/fuzz/core.a: $(fuzz_core)
	@rm -f $@
	ar rcs $@ $^

$(fuzz_programs): $(BUILD)/fuzz/%: $(BUILD)/fuzz/objects/tests/fuzz/%.o $(BUILD)/fuzz/core.a
	$(say) LD $@
	$(CLANG) -fsanitize=fuzzer,$(FUZZ_SANITIZERS) $^ -o $@

$(BUILD)/fuzz/seeds/made: tests/fuzz/seeds.sh $(wildcard include/lintel/*.h)
	./tests/fuzz/seeds.sh $(@D)
	@touch $@

.PHONY: fuzz fuzz-long $(fuzz_names:%=fuzz-%) $(fuzz_names:%=fuzz-long-%)
fuzz: $(fuzz_names:%=fuzz-%) ## fuzz every parser, briefly and reproducibly
fuzz-long: $(fuzz_names:%=fuzz-long-%) ## fuzz every parser for ten minutes each; finds are kept in build/fuzz/corpus

$(fuzz_names:%=fuzz-%): fuzz-%: $(BUILD)/fuzz/% $(BUILD)/fuzz/seeds/made
	@rm -rf $(BUILD)/fuzz/short/$*
	@./tests/fuzz/run.sh $* $(BUILD)/fuzz/short/$* -runs=$(FUZZ_RUNS)

$(fuzz_names:%=fuzz-long-%): fuzz-long-%: $(BUILD)/fuzz/% $(BUILD)/fuzz/seeds/made
	@./tests/fuzz/run.sh $* $(BUILD)/fuzz/corpus/$* -max_total_time=$(FUZZ_SECONDS)

-include $(fuzz_core:.o=.d) $(fuzz_names:%=$(BUILD)/fuzz/objects/tests/fuzz/%.d)
