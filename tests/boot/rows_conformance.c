/* The contract's promises that no other table shows; docs/promises.md has the list of all. */
#include "tests/boot/row.h"

/* A kernel at an address of its configuration's choice, and in the upper half. */
#define BASED(name) .kernel = name, .build_options = { "--set", "map_kernel_base=0xffffffffa0000000" }
BOOT_TEST_ON_BOTH_DOORS(defaults_at_a_fixed_base, BASED("test-basic-pie"))
BOOT_TEST_ON_BOTH_DOORS(fault_at_a_fixed_base, BASED("test-fault-pie"), .status = STATUS_FAULT,
                        .serial = { "CPU exception 14 (#PF)", "at 0xffffffffa0000" })
BOOT_TEST_ON_BOTH_DOORS(fault_of_a_pie, .kernel = "test-fault-pie", .status = STATUS_FAULT,
                        .serial = { "CPU exception 14 (#PF)", "cr2 0x8" })
BOOT_TEST_ON_BOTH_DOORS(upper_half, .kernel = "test-upper-high")
BOOT_TEST_ON_BOTH_DOORS(upper_half_of_a_pie, .kernel = "test-upper-pie")

/* Memory. */
BOOT_TEST_ON_BOTH_DOORS(minimal_stack, .kernel = "test-stack-high")
BOOT_TEST_ON_BOTH_DOORS(physical_memory_at_a_fixed_address, .kernel = "test-tables-high",
                        .build_options = { "--set", "map_physical_memory=0x400000000000" })
BOOT_TEST_ON_BOTH_DOORS(memory_above_4_gib, .kernel = "test-above-high", .memory_mib = 6144)
BOOT_TEST_ON_BOTH_DOORS(thread_local_template, .kernel = "test-tls-plain")

/* Display, code, facts. */
BOOT_TEST_ON_BOTH_DOORS(screen_of_a_wished_size, .kernel = "test-display-high")
BOOT_TEST_ON_BOTH_DOORS(refuses_a_machine_without_the_required_screen, .kernel = "test-display-high", .no_display = true,
                        .cold = true, .status = STATUS_REFUSED, .serial = { "error L505:", "hint: " })
BOOT_TEST_ON_BOTH_DOORS(writable_code_if_allowed, .kernel = "test-writable-high")
BOOT_TEST_ON_BOTH_DOORS(facts_of_a_low_kernel, .kernel = "test-facts-low")
BOOT_TEST_ON_BOTH_DOORS(facts_of_a_pie, .kernel = "test-facts-pie")

/* What is forbidden: the text lies at the start of the highest 2 GiB, the stack where kernels/forbidden.c wants it. The error
 * code is 1 for a page that is there, 2 for a write, 16 for an instruction (Intel SDM 3A section 4.7). */
#define FORBIDDEN(name, what, ...)                                                                                               \
    BOOT_TEST_ON_BOTH_DOORS(forbids_to_##name, .kernel = "test-forbidden-high", .build_options = { "--cmdline", what },          \
                            .status = STATUS_FAULT, .serial = { "trying", "CPU exception 14 (#PF), error code " __VA_ARGS__ })
FORBIDDEN(write_text, "write text", "0x3,", "cr2 0xffffffff80000000,")
FORBIDDEN(write_constants, "write constants", "0x3,", "cr2 0xffffffff8000")
FORBIDDEN(write_text_by_its_alias, "write text by its alias", "0x3,", "cr2 0xffff8")
FORBIDDEN(execute_data, "execute data", "0x11,", "cr2 0xffffffff8000")
FORBIDDEN(execute_the_stack, "execute stack", "0x11,", "cr2 0xffffe00000013")
FORBIDDEN(overflow_the_stack, "push without end", "0x2,", "cr2 0xffffdffffffffff8,")
FORBIDDEN(read_above_the_stack, "read above the stack", "0x0,", "cr2 0xffffe00000014000,")
