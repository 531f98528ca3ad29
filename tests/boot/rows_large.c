/* What is large: a ramdisk of 3.9 GiB, files that lie far behind the disk's start. */
#include "tests/boot/image.h"
#include "tests/boot/volume.h"
#include <unistd.h>

#define RAMDISK .kernel = "test-ramdisk-high", .ramdisk_bytes = (16ull << 20) + 803 /* as in kernels/ramdisk.c */

#define GIB (1ull << 30)

/* Half of the machine's memory lies above 4 GiB, and so must most of the ramdisk. */
#define SPARSE                                                                                                                   \
    .kernel = "test-ramdisk_sparse-high", .sparse_ramdisk = true, .disk = DISK_VIRTIO, .memory_mib = 8192, .timeout_s = 900

SLOW_BOOT_TEST(ramdisk_of_4_gib_nearly_bios, .door = DOOR_BIOS, SPARSE)
SLOW_BOOT_TEST(ramdisk_of_4_gib_nearly_uefi, .door = DOOR_UEFI, SPARSE, .cold = true)

/* FSI_Nxt_Free of Microsoft's specification: from this cluster on mtools look for free ones. Those have 32 KiB. */
static void skip_5_gib(const char *image_path)
{
    static const uint8_t next_free[4] = { 0x00, 0x80, 0x02, 0x00 };
    image_write(image_path, volume_offset(image_path) + 512 + 492, next_free, sizeof(next_free));
}

static void put_files_behind_5_gib(const char *image_path)
{
    static const char *const options[] = { "-F32", "-s64", NULL };
    uint32_t first;
    volume_remake(image_path, 6000, options, skip_5_gib);
    cr_assert_eq(volume_runs(image_path, "/boot/kernel.elf", &first, 1), 1);
    cr_assert_geq(first, 5 * GIB / 32768);
}

BOOT_TEST_ON_BOTH_DOORS(files_behind_5_gib, RAMDISK, .build_options = { "--size", "6G" }, .damage = put_files_behind_5_gib)

/* The whole volume, to a partition whose first sector needs more than 32 bits. */
static void put_volume_behind_2_tib(const char *image_path)
{
    const uint64_t start = 2048 * GIB + (1 << 20), old_start = volume_offset(image_path), sectors = (64 << 20) / SECTOR_BYTES;
    char log[PATH_BYTES];
    path_format(log, "%s.log", image_path);
    cr_assert(truncate(image_path, (off_t)(3072 * GIB)) == 0);
    struct command copy = { 0 }, sgdisk = { 0 };
    command_add(&copy, "dd");
    command_add(&copy, "if=%s", image_path);
    command_add(&copy, "of=%s", image_path);
    command_add(&copy, "bs=1M");
    command_add(&copy, "count=62");
    command_add(&copy, "skip=%llu", (unsigned long long)old_start >> 20);
    command_add(&copy, "seek=%llu", (unsigned long long)start >> 20);
    command_add(&copy, "conv=notrunc,sparse");
    command_must(&copy, log);
    command_add(&sgdisk, "sgdisk");
    command_add(&sgdisk, "--move-second-header");
    command_add(&sgdisk, "--delete=2");
    command_add(&sgdisk, "--new=2:%llu:%llu", (unsigned long long)start / SECTOR_BYTES,
                (unsigned long long)(start / SECTOR_BYTES + sectors - 1));
    command_add(&sgdisk, "--typecode=2:ef00");
    command_add(&sgdisk, "%s", image_path);
    command_must(&sgdisk, log);
}

BOOT_TEST_ON_BOTH_DOORS(volume_behind_2_tib, RAMDISK, .build_options = { "--size", "64M" }, .damage = put_volume_behind_2_tib)
BOOT_TEST_ON_BOTH_DOORS(volume_behind_2_tib_on_nvme, RAMDISK, .cold = true, .build_options = { "--size", "64M" },
                        .disk = DISK_NVME, .damage = put_volume_behind_2_tib)

/* What --files brings is in nobody's way. */
BOOT_TEST_ON_BOTH_DOORS(files_beside_lintels, RAMDISK, .build_options = { "--files", "kernel-sample" })
BOOT_TEST_ON_BOTH_DOORS(files_beside_lintels_on_a_cd, RAMDISK, .iso = true, .disk = CD_AHCI,
                        .build_options = { "--files", "kernel-sample" })
