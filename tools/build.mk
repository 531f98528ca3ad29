# The host tool.
tool_sources := $(core) $(wildcard tools/*.c)
tool_objects := $(tool_sources:%.c=$(BUILD)/host/%.o)

$(BUILD)/host/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(HOST_FLAGS) -c $< -o $@

-include $(tool_objects:.o=.d)
