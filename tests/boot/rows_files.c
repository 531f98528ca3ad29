/* Files that come with the kernel. */
#include "tests/boot/row.h"

#define RAMDISK .kernel = "test-ramdisk-high", .ramdisk_bytes = (16ull << 20) + 803 /* as in kernels/ramdisk.c */

BOOT_TEST_ON_BOTH_DOORS(ramdisk_on_ahci, RAMDISK)
BOOT_TEST_ON_BOTH_DOORS(ramdisk_on_virtio, RAMDISK, .disk = DISK_VIRTIO)
BOOT_TEST_ON_BOTH_DOORS(ramdisk_with_6_gib, RAMDISK, .memory_mib = 6144)
BOOT_TEST_ON_BOTH_DOORS(ramdisk_in_dirty_memory, RAMDISK, .dirty_memory = true, .cold = true)

/* All but 64 MiB of the machine's RAM lies above 4 GiB. */
BOOT_TEST_ON_BOTH_DOORS(ramdisk_above_4_gib, .kernel = "test-ramdisk_above-high", .ramdisk_bytes = (72ull << 20) + 803,
                        .machine = "pc,max-ram-below-4g=64M", .memory_mib = 512, .disk = DISK_VIRTIO, .cold = true)
