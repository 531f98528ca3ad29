/* The contract's promises that no other table shows; docs/promises.md has the list of all. */
#include "tests/boot/row.h"

/* A kernel at an address of its configuration's choice, and in the upper half. */
#define BASED(name) .kernel = name, .build_options = { "--set", "map_kernel_base=0xffffffffa0000000" }
BOOT_TEST_ON_BOTH_DOORS(defaults_at_a_fixed_base, BASED("test-basic-pie"))
BOOT_TEST_ON_BOTH_DOORS(upper_half, .kernel = "test-upper-high")
BOOT_TEST_ON_BOTH_DOORS(upper_half_of_a_pie, .kernel = "test-upper-pie")

/* Memory. */
BOOT_TEST_ON_BOTH_DOORS(minimal_stack, .kernel = "test-stack-high")
BOOT_TEST_ON_BOTH_DOORS(physical_memory_at_a_fixed_address, .kernel = "test-tables-high",
                        .build_options = { "--set", "map_physical_memory=0x400000000000" })
BOOT_TEST_ON_BOTH_DOORS(memory_above_4_gib, .kernel = "test-above-high", .memory_mib = 6144)
BOOT_TEST_ON_BOTH_DOORS(thread_local_template, .kernel = "test-tls-plain")

/* Chance. */
BOOT_TEST_ON_BOTH_DOORS(seed_stands_nowhere_else, .kernel = "test-secrets-high")

/* Display, CPU, code, facts. */
BOOT_TEST_ON_BOTH_DOORS(screen_of_a_wished_size, .kernel = "test-display-high")
BOOT_TEST_ON_BOTH_DOORS(refuses_a_machine_without_the_required_screen, .kernel = "test-display-high", .no_display = true,
                        .cold = true, .status = STATUS_REFUSED, .serial = { "error L505:", "hint: " })
BOOT_TEST_ON_BOTH_DOORS(cpu_with_all_that_the_kernel_requires, .kernel = "test-basic-high", .cpu = "max", .cold = true,
                        .build_options = { "--set",
                                           "cpu_required=x86-64-v3,nx,1-gib-pages,la57,smep,smap,umip,fsgsbase,xsave,rdtscp,"
                                           "rdrand" })
BOOT_TEST_ON_BOTH_DOORS(writable_code_if_allowed, .kernel = "test-writable-high")
BOOT_TEST_ON_BOTH_DOORS(facts_of_a_low_kernel, .kernel = "test-facts-low")
BOOT_TEST_ON_BOTH_DOORS(facts_of_a_pie, .kernel = "test-facts-pie")
