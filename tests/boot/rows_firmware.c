/* What boot_info says of the firmware, its memory and its display, and what a kernel may do with it. */
#include "tests/boot/row.h"

BOOT_TEST(runtime_services_at_new_addresses_uefi, .door = DOOR_UEFI, .kernel = "test-runtime-high",
          .serial = { "runtime services answer at their new addresses" })

BOOT_TEST_ON_BOTH_DOORS(regions_as_the_firmware_has_them, .kernel = "test-origins-high")
BOOT_TEST_ON_BOTH_DOORS(regions_as_the_firmware_has_them_with_6_gib, .kernel = "test-origins-high", .memory_mib = 6144)

BOOT_TEST_ON_BOTH_DOORS(whatever_a_pointer_leads_to, .kernel = "test-pointers-plain", .modules = true, .ramdisk_bytes = 5000,
                        .build_options = { "--cmdline", "pointers" })

/* UEFI: the active one's, else the discovered one's; whole blocks of it. */
#define EDID(discovered, active)                                                                                                 \
    .kernel = "test-edid-high", .bad_uefi = { .edid_discovered_bytes = (discovered), .edid_active_bytes = (active) }
BOOT_TEST(edid_of_the_display_bios, .door = DOOR_BIOS, .kernel = "test-edid-high")
BOOT_TEST(edid_of_the_display_uefi, .door = DOOR_UEFI, EDID(128, 256), .serial = { "EDID of 0x100 bytes" })
BOOT_TEST(edid_that_is_discovered_only_uefi, .door = DOOR_UEFI, EDID(200, 0), .serial = { "EDID of 0x80 bytes" })

/* An entry point of the other kind than the machine has by default. */
BOOT_TEST_ON_BOTH_DOORS(smbios_with_64_bit_entry_point, .kernel = "test-facts-low", .machine = "q35,smbios-entry-point-type=64",
                        .cold = true)
