/* Bad input on the machine: a numbered error or a boot with a warning, never a hang. Files that are missing or cut short are in
 * rows_failures.c. */
#include "tests/boot/image.h"

#define KERNEL              .kernel = "test-basic-high", .verdict = VERDICT_AGREES
#define REFUSED(...)        .status = STATUS_REFUSED, .serial = { __VA_ARGS__, "hint: " }
#define WARNED              .serial = { "warning: the first partition table is damaged: using the backup at the end of the disk" }
#define BIOS_ROW(name, ...) BOOT_TEST(name##_bios, .door = DOOR_BIOS, KERNEL, __VA_ARGS__)

/* Partition tables. On UEFI they are the firmware's to read. */
BIOS_ROW(boots_with_a_damaged_gpt_header, .damage = image_damage_primary_header, WARNED)
BIOS_ROW(boots_with_damaged_gpt_entries, .damage = image_damage_primary_entries, WARNED)
BIOS_ROW(refuses_two_damaged_gpt_headers, .damage = image_damage_both_headers, REFUSED("error L205: the boot disk"))
BIOS_ROW(refuses_a_disk_without_esp, .damage = image_retype_volume, REFUSED("error L206:", "(2 partitions seen)"))
BIOS_ROW(refuses_a_disk_without_partitions, .damage = image_remove_tables, REFUSED("error L206:", "(0 partitions seen)"))

/* The file system. */
BIOS_ROW(refuses_a_damaged_volume, .damage = image_damage_volume, REFUSED("error L207:", "(boot sector offset 11)"))
BIOS_ROW(refuses_a_broken_cluster_chain, .damage = image_break_chain, REFUSED("error L208: /boot/kernel.elf"))
BOOT_TEST(refuses_a_broken_cluster_chain_uefi, .door = DOOR_UEFI, KERNEL, .damage = image_break_chain,
          REFUSED("error L210: /boot/kernel.elf cannot be read (status 0x800000000000000a)")) /* EFI_VOLUME_CORRUPTED */

/* The manifest. Its lines: 1 the version, 2 the kernel, 3 its size. */
BOOT_TEST_ON_BOTH_DOORS(refuses_a_manifest_with_a_bad_line, KERNEL, .damage = manifest_break_line,
                        REFUSED("error L212: /boot/lintel.manifest: line 3 "))
BOOT_TEST_ON_BOTH_DOORS(refuses_a_manifest_with_a_bad_value, KERNEL, .damage = manifest_break_value,
                        REFUSED("error L213: the manifest's value of kernel-bytes is malformed (line 3)"))
BOOT_TEST_ON_BOTH_DOORS(refuses_a_manifest_of_another_version, KERNEL, .damage = manifest_change_version,
                        REFUSED("error L214: the manifest has version 2"))
BOOT_TEST_ON_BOTH_DOORS(refuses_a_manifest_that_is_too_large, KERNEL, .damage = manifest_bloat,
                        REFUSED("error L215: /boot/lintel.manifest has 1048"))
BOOT_TEST_ON_BOTH_DOORS(refuses_a_manifest_that_lacks_a_key, KERNEL, .damage = manifest_drop_key,
                        REFUSED("error L216: the manifest has no line for kernel-bytes"))

/* The boot sector has a number and a value only, and halts. */
#define BOOT_SECTOR_SAYS(text) .screen = SCREEN_VGA, .serial = { "Lintel error " text }
BIOS_ROW(boot_sector_refuses_a_drive_without_extensions, .damage = image_shrink_to_floppy, .disk = DISK_FLOPPY,
         BOOT_SECTOR_SAYS("L103: try another disk, 0x00000000"))
BIOS_ROW(boot_sector_refuses_what_it_cannot_read, .damage = image_misplace_stage2,
         BOOT_SECTOR_SAYS("L104: try another disk, 0x00000001"))
BIOS_ROW(boot_sector_refuses_a_damaged_second_stage, .damage = image_damage_stage2,
         BOOT_SECTOR_SAYS("L105: try another disk, 0x"))
