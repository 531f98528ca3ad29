# Tests. Unit tests mirror the tree and link the real objects, built with the sanitizers; the other folders have a page of their own.
bios_pure :=
uefi_pure :=
unit_sources := $(core) $(bios_pure) $(uefi_pure) $(shell find tests/unit tests/host -name '*.c')
unit_objects := $(unit_sources:%.c=$(BUILD)/test/%.o)

$(BUILD)/test/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(TEST_FLAGS) -c $< -o $@

$(BUILD)/unit-tests: $(unit_objects)
	$(CC) -fsanitize=address,undefined $^ -lcriterion -o $@

-include $(unit_objects:.o=.d)

-include tests/contract/build.mk
-include tests/tool/build.mk
-include tests/fuzz/build.mk
-include tests/boot/build.mk
