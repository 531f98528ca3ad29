# Unit tests: one Criterion program from tests/unit, which mirrors the tree, and the core built with the sanitizers.
unit_sources := $(core) $(shell find tests/unit tests/host -name '*.c')
unit_objects := $(unit_sources:%.c=$(BUILD)/test/%.o)

$(BUILD)/test/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(TEST_FLAGS) -c $< -o $@

$(BUILD)/unit-tests: $(unit_objects)
	$(CC) -fsanitize=address,undefined $^ -lcriterion -o $@

-include $(unit_objects:.o=.d)
