/* Kernels of every shape, and what they find: address space, memory map, machine state. */
#include "tests/boot/row.h"

/* Shapes. */
BOOT_TEST_ON_BOTH_DOORS(kernel_at_1_mib, .kernel = "test-basic-low", .serial = { "with framebuffer" })
BOOT_TEST_ON_BOTH_DOORS(kernel_in_the_higher_half, .kernel = "test-basic-high")
BOOT_TEST_ON_BOTH_DOORS(position_independent_kernel, .kernel = "test-basic-pie")
BOOT_TEST_ON_BOTH_DOORS(kernel_without_linker_script, .kernel = "test-relro-plain")
BOOT_TEST_ON_BOTH_DOORS(kernel_without_display, .kernel = "test-basic-high", .no_display = true, .cold = true,
                        .serial = { "without framebuffer" })

/* Configuration. */
#define OPTIONS                                                                                                                  \
    .kernel = "test-options-pie", .ramdisk_bytes = 5000, .build_options = { "--cmdline", "quiet root=/dev/ram0  tail=\"a b\"" }
BOOT_TEST_ON_BOTH_DOORS(non_default_configuration, OPTIONS)
BOOT_TEST_ON_BOTH_DOORS(fixed_base_and_no_mappings, .kernel = "test-based-pie")

/* Address space: CPUs with and without 1 GiB pages and NX, memory below and above 4 GiB. */
BOOT_TEST_ON_BOTH_DOORS(page_tables_of_a_low_kernel, .kernel = "test-tables-low")
BOOT_TEST_ON_BOTH_DOORS(page_tables_of_a_high_kernel, .kernel = "test-tables-high")
BOOT_TEST_ON_BOTH_DOORS(page_tables_of_a_pie, .kernel = "test-tables-pie")
BOOT_TEST_ON_BOTH_DOORS(page_tables_with_6_gib, .kernel = "test-tables-high", .memory_mib = 6144)
BOOT_TEST_ON_BOTH_DOORS(page_tables_with_1_gib_pages, .kernel = "test-tables-high", .memory_mib = 6144, .cpu = "max",
                        .cold = true)
BOOT_TEST(page_tables_without_nx_bios, .door = DOOR_BIOS, .kernel = "test-tables-high", .cpu = "qemu64,-nx",
          .serial = { "warning: this CPU has no NX bit" })

/* What is read-only, or write-combining, splits no more of the physical memory mapping than it has to. */
BOOT_TEST_ON_BOTH_DOORS(aliases_split_their_own_leaves, .kernel = "test-splits-high")
BOOT_TEST_ON_BOTH_DOORS(aliases_split_their_own_leaves_of_1_gib, .kernel = "test-splits-high", .memory_mib = 6144, .cpu = "max",
                        .cold = true)
BOOT_TEST_ON_BOTH_DOORS(fixed_addresses_in_one_slot, .kernel = "test-shared-high", .ramdisk_bytes = 5000)

/* At 1 MiB, and at a multiple of 2 MiB. */
BOOT_TEST_ON_BOTH_DOORS(large_leaves_for_a_low_kernel, .kernel = "test-large-low")
BOOT_TEST_ON_BOTH_DOORS(large_leaves_for_a_high_kernel, .kernel = "test-large-high")

/* Memory map. */
#define MEMORY .kernel = "test-memory-high", .ramdisk_bytes = 100000
BOOT_TEST_ON_BOTH_DOORS(memory_map, MEMORY)
BOOT_TEST_ON_BOTH_DOORS(memory_map_with_6_gib, MEMORY, .memory_mib = 6144)
BOOT_TEST_ON_BOTH_DOORS(all_usable_memory_overwritten, .kernel = "test-overwrite-high",
                        .serial = { "overwrote all usable memory" })
BOOT_TEST_ON_BOTH_DOORS(all_usable_memory_overwritten_by_a_low_kernel, .kernel = "test-overwrite-low")

/* Memory that something else used before. */
BOOT_TEST_ON_BOTH_DOORS(kernel_in_dirty_memory, .kernel = "test-basic-pie", .dirty_memory = true, .cold = true)
BOOT_TEST_ON_BOTH_DOORS(page_tables_in_dirty_memory, .kernel = "test-tables-high", .dirty_memory = true, .cold = true)

/* Machine state. */
BOOT_TEST(machine_state_at_entry_bios, .door = DOOR_BIOS, .kernel = "test-state-high")
BOOT_TEST(machine_state_at_entry_uefi, .door = DOOR_UEFI, .kernel = "test-state-high",
          .serial = { "I/O APIC entries of other delivery, not masked: 0x1" }) /* which the stub made */
BOOT_TEST_ON_BOTH_DOORS(machine_state_on_an_older_board, .kernel = "test-state-high", .machine = "pc", .cold = true)
BOOT_TEST_ON_BOTH_DOORS(machine_state_with_4_cpus, .kernel = "test-state-high", .cpu_count = 4, .cold = true)
BOOT_TEST_ON_BOTH_DOORS(machine_state_at_entry_of_a_pie, .kernel = "test-state-pie", .cold = true)
BOOT_TEST_ON_BOTH_DOORS(machine_state_on_a_newer_cpu, .kernel = "test-state-high", .cpu = "max", .cold = true)

/* Symbols. */
BOOT_TEST_ON_BOTH_DOORS(symbols_of_a_high_kernel, .kernel = "test-symbols-high", .serial = { "with symbols" })
BOOT_TEST_ON_BOTH_DOORS(symbols_of_a_pie, .kernel = "test-symbols-pie", .serial = { "with symbols" })
BOOT_TEST_ON_BOTH_DOORS(symbols_of_a_stripped_kernel, .kernel = "test-symbols-stripped", .serial = { "without symbols" })

/* Time. */
BOOT_TEST_ON_BOTH_DOORS(clock_and_stamps, .kernel = "test-clock-high")
BOOT_TEST(clock_without_acpi_and_apic_bios, .door = DOOR_BIOS, .kernel = "test-clock-high", .machine = "pc,acpi=off",
          .cpu = "qemu64,-apic")
