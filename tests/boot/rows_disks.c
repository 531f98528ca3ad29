/* Disks other than those that `lintel build` makes by default: an MBR in the place of the GPT, sectors of 4096 bytes. Those on
 * the usual bus are in rows_media.c. */
#include "tests/boot/image.h"

#define MBR_IMAGE "--table", "mbr"
#define LARGE     "--sector-size", "4096"
#define HELLO     .kernel = "hello", .cold = true, .serial = { "Hello from a kernel that Lintel" }

/* BIOS reads no sectors but of 512 bytes in QEMU. */
#define MBR_ROW   HELLO, .build_options = { MBR_IMAGE }
#define LARGE_ROW .door = DOOR_UEFI, HELLO, .sector_bytes = 4096

BOOT_TEST_ON_BOTH_DOORS(mbr_ide, MBR_ROW, .disk = DISK_IDE, .machine = "pc")
BOOT_TEST_ON_BOTH_DOORS(mbr_virtio, MBR_ROW, .disk = DISK_VIRTIO)
BOOT_TEST_ON_BOTH_DOORS(mbr_usb, MBR_ROW, .disk = DISK_USB)
BOOT_TEST(mbr_nvme_bios, .door = DOOR_BIOS, MBR_ROW, .disk = DISK_NVME)
BOOT_TEST(mbr_with_the_2_mib_firmware_uefi, .door = DOOR_UEFI, MBR_ROW, .small_ovmf = true)

BOOT_TEST(large_sectors_nvme_uefi, LARGE_ROW, .disk = DISK_NVME, .build_options = { LARGE })
BOOT_TEST(large_sectors_virtio_scsi_uefi, LARGE_ROW, .disk = DISK_VIRTIO_SCSI, .build_options = { LARGE })
BOOT_TEST(large_sectors_mbr_virtio_uefi, LARGE_ROW, .disk = DISK_VIRTIO, .build_options = { MBR_IMAGE, LARGE })

/* Every byte of a file, and what the kernel is told of the disk. */
#define RAMDISK          .kernel = "test-ramdisk-high", .ramdisk_bytes = (16ull << 20) + 803 /* as in kernels/ramdisk.c */
#define DISK             .kernel = "test-disk-high", .damage = image_sign_disk
#define ON_LARGE_SECTORS .door = DOOR_UEFI, .disk = DISK_VIRTIO, .sector_bytes = 4096

BOOT_TEST_ON_BOTH_DOORS(mbr_ramdisk, RAMDISK, .build_options = { MBR_IMAGE })
BOOT_TEST(large_sectors_ramdisk_uefi, RAMDISK, ON_LARGE_SECTORS, .build_options = { LARGE })
BOOT_TEST_ON_BOTH_DOORS(mbr_is_told, DISK, .build_options = { MBR_IMAGE },
                        .serial = { "kind 0x2\n", "signature 0x1e71e105\n", "partition 0x1\n", "first sector 0x800\n" })
BOOT_TEST(mbr_with_large_sectors_is_told_uefi, DISK, ON_LARGE_SECTORS, .build_options = { MBR_IMAGE, LARGE },
          .serial = { "kind 0x2\n", "signature 0x1e71e105\n", "partition 0x1\n", "first sector 0x100\n" })
BOOT_TEST_ON_BOTH_DOORS(gpt_is_told, .kernel = "test-disk-high", .damage = image_name_disk,
                        .serial = { "kind 0x1\n", "signature 0x1e71e105\n", "partition 0x2\n", "first sector 0x800\n",
                                    "disk 33221100554477668899aabbccddeeff\n", "partition 33221110554477668899aabbccddeeff\n" })

/* Damage, as far as the table is the loader's to read. */
#define REFUSED(...) .status = STATUS_REFUSED, .serial = { __VA_ARGS__, "hint: " }
#define MBR_DAMAGE   .door = DOOR_BIOS, .kernel = "test-disk-high", .build_options = { MBR_IMAGE }, .verdict = VERDICT_AGREES

BOOT_TEST(mbr_with_a_damaged_entry_is_refused_bios, MBR_DAMAGE, .damage = image_damage_mbr_status,
          REFUSED("error L217: the boot disk: entry 1 "))
BOOT_TEST(mbr_without_partitions_is_refused_bios, MBR_DAMAGE, .damage = image_remove_tables,
          REFUSED("error L206: the boot disk", "(0 partitions seen)"))
BOOT_TEST(mbr_of_a_disk_cut_short_is_refused_bios, MBR_DAMAGE, .damage = image_cut_volume,
          REFUSED("error L202: the boot disk ends before byte"))

/* An image for other sectors than the disk's: the boot sector reads something, and its checksum tells that it is not stage 2. To
 * UEFI it is a disk without partitions. */
BOOT_TEST(large_sectors_on_a_disk_of_small_ones_bios, .door = DOOR_BIOS, .kernel = "hello", .build_options = { LARGE },
          .screen = SCREEN_VGA, .serial = { "Lintel error L105: try another disk, 0x" })

/* A BIOS that reads sectors of 4096 bytes: no firmware here does, but a shim plays it (bad_bios.h). */
#define BIOS_ON_LARGE_SECTORS .door = DOOR_BIOS, .bad_bios = { .is_used = true, .config = { .quirks = BAD_SECTORS_4096 } }

BOOT_TEST(large_sectors_ramdisk_bios, BIOS_ON_LARGE_SECTORS, RAMDISK, .build_options = { LARGE })
BOOT_TEST(mbr_with_large_sectors_is_told_bios, BIOS_ON_LARGE_SECTORS, DISK, .build_options = { MBR_IMAGE, LARGE },
          .serial = { "kind 0x2\n", "signature 0x1e71e105\n", "partition 0x1\n", "first sector 0x100\n" })
BOOT_TEST(small_sectors_on_a_disk_of_large_ones_bios, BIOS_ON_LARGE_SECTORS, .kernel = "hello", .screen = SCREEN_VGA,
          .serial = { "Lintel error L105: try another disk, 0x" })
