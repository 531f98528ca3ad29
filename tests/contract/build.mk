# The headers' tests: a Criterion program that runs compilers and linkers, and reads what they made as the loader does.
contract_sources := $(criterion_start) $(wildcard tests/contract/*.c common/elf/*.c config/*.c) $(addprefix common/base/,error.c number.c reader.c text.c)
contract_objects := $(contract_sources:%.c=$(BUILD)/test/%.o)

$(BUILD)/contract-tests: $(contract_objects)
	$(say) LD $@
	$(CC) -fsanitize=address,undefined $^ -lcriterion -o $@

-include $(contract_objects:.o=.d)
