/* Levels of page tables: as many as the kernel wants and the CPU has, whatever the firmware runs with. */
#include "tests/boot/row.h"

#define WANTS_5       .build_options = { "--set", "paging_max_levels=5" }
#define HAS_5         .cpu = "qemu64,+la57"
#define LA57_FIRMWARE .bad_uefi.la57 = 1, HAS_5 /* 5-level paging was on before the loader came */

#define UEFI_ROW(name, ...) BOOT_TEST(name##_uefi, .door = DOOR_UEFI, __VA_ARGS__)

BOOT_TEST_ON_BOTH_DOORS(page_tables_of_five_levels, .kernel = "test-tables-high", WANTS_5, HAS_5, .serial = { "five levels" })
BOOT_TEST_ON_BOTH_DOORS(page_tables_of_four_levels_where_the_cpu_has_five, .kernel = "test-tables-pie", HAS_5,
                        .serial = { "four levels" })
BOOT_TEST_ON_BOTH_DOORS(page_tables_of_four_levels_where_the_cpu_has_no_more, .kernel = "test-tables-high", WANTS_5,
                        .serial = { "four levels" })
BOOT_TEST_ON_BOTH_DOORS(addresses_of_57_bits, .kernel = "test-levels-pie", HAS_5)
BOOT_TEST_ON_BOTH_DOORS(refuses_addresses_of_57_bits_on_a_cpu_without_them, .kernel = "test-levels-pie", .status = STATUS_REFUSED,
                        .serial = { "error L408: map_", "hint: " })
BOOT_TEST_ON_BOTH_DOORS(machine_state_with_five_levels, .kernel = "test-state-high", WANTS_5, HAS_5)
BOOT_TEST_ON_BOTH_DOORS(explains_a_fault_with_five_levels, .kernel = "test-faults-high", HAS_5, .status = STATUS_FAULT,
                        .build_options = { "--cmdline", "read null", "--set", "paging_max_levels=5" },
                        .serial = { "CPU exception 14 (#PF, page fault)", "it read from 0x8", " read_null+0x" })

UEFI_ROW(four_levels_from_a_firmware_with_five, .kernel = "test-tables-high", LA57_FIRMWARE, .serial = { "four levels" })
UEFI_ROW(five_levels_from_a_firmware_with_five, .kernel = "test-tables-high", LA57_FIRMWARE, WANTS_5, .serial = { "five levels" })
UEFI_ROW(addresses_of_57_bits_from_a_firmware_with_five_levels, .kernel = "test-levels-pie", LA57_FIRMWARE)
UEFI_ROW(machine_state_from_a_firmware_with_five_levels, .kernel = "test-state-high", LA57_FIRMWARE)
UEFI_ROW(refuses_to_change_levels_without_memory_below_4_gib, .kernel = "test-basic-high", LA57_FIRMWARE,
         .bad_uefi.high_pages = 1, .memory_mib = 6144, .status = STATUS_REFUSED,
         .serial = { "error L110: the firmware runs with 5-level", "hint: " })
