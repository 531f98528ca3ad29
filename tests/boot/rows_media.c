/* Every medium: one and the same kernel (kernels/contract.c), a ramdisk and modules, by each firmware's own way from the power
 * button on. The kernel judges files, machine state and volume; its command line says where it must have come from. */
#include "tests/boot/modules.h"
#include "tests/boot/row.h"

#define ON_BOTH(name, ...) BOOT_TEST_ON_BOTH_DOORS(media_##name, CONTRACT, .cold = true, .memory_mib = 512, __VA_ARGS__)
#define ON_UEFI(name, ...)                                                                                                       \
    BOOT_TEST(media_##name##_uefi, .door = DOOR_UEFI, CONTRACT, .cold = true, .memory_mib = 512, __VA_ARGS__)
#define SAYS(...) .build_options = { "--cmdline", __VA_ARGS__ }

/* clang-format off */
/*      medium        machine               made by                the volume that is told, and options for that */
ON_BOTH(disk_gpt,     .disk = DISK_AHCI,    /* lintel build   */   SAYS("gpt"))
ON_BOTH(disk_mbr,     .disk = DISK_AHCI,    /* lintel build   */   SAYS("mbr", "--table", "mbr"))
ON_BOTH(cd,           .disk = CD_AHCI,      .iso = true,           SAYS("cd"))
ON_BOTH(usb_stick,    .disk = DISK_USB,     .iso = true,           SAYS("gpt"))
ON_BOTH(pxe,          .network = true,      /* lintel netboot */   SAYS("network"))
ON_UEFI(http,         .http = true,         /* lintel build   */   SAYS("gpt"))
/* clang-format on */

/* Sectors of 4096 bytes: no BIOS here reads them, but a shim plays one that does (bad_bios.h). */
#define LARGE_SECTORS CONTRACT, SAYS("gpt, sectors of 4096", "--sector-size", "4096")
BOOT_TEST(media_disk_of_large_sectors_bios, .door = DOOR_BIOS, LARGE_SECTORS,
          .bad_bios = { .is_used = true, .config = { .quirks = BAD_SECTORS_4096 } })
BOOT_TEST(media_disk_of_large_sectors_uefi, .door = DOOR_UEFI, LARGE_SECTORS, .cold = true, .disk = DISK_VIRTIO,
          .sector_bytes = 4096)
