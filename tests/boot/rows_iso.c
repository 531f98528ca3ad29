/* The hybrid ISO: one file, as a CD and as a stick, with every kind of file on it. */
#include "tests/boot/image.h"
#include "tests/boot/modules.h"

#define MBR_TABLE "--table", "mbr"
#define HELLO     .iso = true, .kernel = "hello", .serial = { "Hello from a kernel that Lintel" }

/* The firmware's own way to a CD is what is shown: no snapshot. CD and stick as such are in rows_media.c. */
BOOT_TEST_ON_BOTH_DOORS(iso_as_cd_on_ide, CONTRACT, .iso = true, .cold = true, .disk = CD_IDE, .machine = "pc")
BOOT_TEST_ON_BOTH_DOORS(iso_as_usb_stick_with_mbr, CONTRACT, .iso = true, .cold = true, .disk = DISK_USB,
                        .build_options = { MBR_TABLE })
BOOT_TEST_ON_BOTH_DOORS(iso_as_disk, HELLO, .disk = DISK_AHCI)
BOOT_TEST_ON_BOTH_DOORS(iso_with_mbr_as_cd, HELLO, .cold = true, .disk = CD_AHCI, .build_options = { MBR_TABLE })

/* El Torito counts no further than 32 MiB: the whole of a file that goes beyond, by its digest. */
BOOT_TEST_ON_BOTH_DOORS(iso_with_40_mib_as_cd, .iso = true, .kernel = "hello", .blank_ramdisk_bytes = 40ull << 20,
                        .memory_mib = 256, .cold = true, .disk = CD_AHCI, .build_options = { "--verify" },
                        .serial = { "ramdisk:      41943040 bytes" })

/* What the kernel is told: the volume's sector, of the CD's 2048 bytes and of the stick's 512. */
BOOT_TEST_ON_BOTH_DOORS(cd_is_told, .iso = true, .kernel = "test-disk-high", .cold = true, .disk = CD_AHCI,
                        .serial = { "kind 0x3\n", "signature 0x0\n", "partition 0x0\n", "first sector 0x200\n",
                                    "disk 00000000000000000000000000000000\n", "partition 00000000000000000000000000000000\n" })
BOOT_TEST_ON_BOTH_DOORS(iso_stick_is_told, .iso = true, .kernel = "test-disk-high", .damage = image_name_disk,
                        .serial = { "kind 0x1\n", "signature 0x1e71e105\n", "partition 0x2\n", "first sector 0x800\n",
                                    "disk 33221100554477668899aabbccddeeff\n", "partition 33221110554477668899aabbccddeeff\n" })

/* UEFI looks for an ISO before it looks for an MBR, whatever the medium (UEFI 2.10 §13.3.2). */
#define MBR_STICK                                                                                                                \
    .iso = true, .kernel = "test-disk-high", .cold = true, .disk = DISK_USB, .build_options = { MBR_TABLE },                     \
    .damage = image_sign_disk
BOOT_TEST(iso_stick_with_mbr_is_told_bios, .door = DOOR_BIOS, MBR_STICK,
          .serial = { "kind 0x2\n", "signature 0x1e71e105\n", "partition 0x1\n", "first sector 0x800\n" })
BOOT_TEST(iso_stick_with_mbr_is_told_uefi, .door = DOOR_UEFI, MBR_STICK,
          .serial = { "kind 0x3\n", "signature 0x0\n", "partition 0x0\n", "first sector 0x800\n" })

/* A BIOS that reads CDs, and neither says so nor how long this one is. xorriso puts the boot block into the CD's sector 34. */
BOOT_TEST(bad_bios_only_reads_a_cd_bios, .door = DOOR_BIOS, .iso = true, .kernel = "test-disk-high",
          .bad_bios = { .is_used = true,
                        .config = { .quirks = BAD_SECTORS_2048 | BAD_NO_EXTENSIONS | BAD_PARAMETERS_FAIL, .boot_lba = 34 * 4 } },
          .serial = { "kind 0x3\n", "first sector 0x200\n" })

/* Damage to what a BIOS starts a CD from. The boot block's errors end no machine. */
#define CD           .iso = true, .door = DOOR_BIOS, .kernel = "hello", .disk = CD_AHCI, .verdict = VERDICT_AGREES
#define SAID(...)    .screen = SCREEN_VGA, .serial = { __VA_ARGS__ }
#define REFUSED(...) .status = STATUS_REFUSED, .serial = { __VA_ARGS__, "hint: " }
BOOT_TEST(cd_with_a_damaged_second_stage_bios, CD, .damage = cd_damage_stage2, SAID("Lintel error L105: try another disk, 0x"))
BOOT_TEST(cd_with_another_second_stage_bios, CD, .damage = cd_misplace_stage2, SAID("Lintel error L105: try another disk, 0x"))
BOOT_TEST(cd_without_second_stage_bios, CD, .damage = cd_put_stage2_past_the_end, SAID("Lintel error L104: try another disk, 0x"))
BOOT_TEST(cd_whose_volume_is_elsewhere_bios, CD, .damage = cd_misplace_volume, REFUSED("error L207: the volume on the CD: "))

/* The BIOS does not say where the CD ends. */
BOOT_TEST(cd_whose_volume_is_past_the_end_bios, CD, .damage = cd_put_volume_past_the_end,
          REFUSED("error L201: the boot disk cannot be read at sector"))
BOOT_TEST(cd_that_is_cut_short_bios, CD, .damage = cd_cut_volume, REFUSED("error L201: the boot disk cannot be read at sector"))
