# The host tool with another libc: README.md says how far.
MUSL_CC := musl-gcc
musl_includes := $(BUILD)/musl/include
musl_objects := $(tool_sources:%.c=$(BUILD)/musl/%.o)
musl_maker := $(BUILD)/musl/make-image

# Headers of the machine that do not depend on a libc. Debian has those of the processor in a folder of its own.
$(musl_includes)/ready:
	@mkdir -p $(@D)/machine
	for name in openssl cjson linux asm-generic; do ln -sfn /usr/include/$$name $(@D)/; done
	for name in openssl asm; do ln -sfn /usr/include/$$($(CC) -print-multiarch)/$$name $(@D)/machine/; done
	touch $@

$(BUILD)/musl/%.o: %.c Makefile $(musl_includes)/ready
	@mkdir -p $(@D)
	$(say) MUSL $@
	$(MUSL_CC) $(filter-out -g,$(HOST_FLAGS)) -ffunction-sections -fdata-sections -isystem tests/musl/include -isystem $(musl_includes) \
		-isystem $(musl_includes)/machine -c $< -o $@

# What asks for argp, cJSON and libcrypto goes, since nothing here calls it.
$(musl_maker): $(filter-out %/tools/main.o %/tools/base/digest.o,$(musl_objects)) $(BUILD)/musl/tests/musl/make_image.o $(BUILD)/musl/tests/musl/digest.o \
		$(BUILD)/host/tools/image/embedded.o
	$(say) LD $@
	$(MUSL_CC) -static -Wl,--gc-sections $^ -o $@

musl: $(musl_objects) $(musl_maker) $(BUILD)/lintel $(BUILD)/kernels/hello.elf ## compile the host tool against musl; compare what it makes there
	test "$(call argp_library,$(MUSL_CC))" = -largp
	./tests/musl/compare.sh $(musl_maker)
.PHONY: musl

-include $(musl_objects:.o=.d)
