/* Images whose files were damaged after they were built, as a failed copy or a curious user would. */
#include "tests/boot/image.h"
#include "tests/boot/volume.h"
#include <string.h>
#include <unistd.h>

#define KERNEL_PATH "/boot/kernel.elf"

/* In a FAT volume's boot sector (Microsoft's FAT specification of 2000). */
#define BPB_SECTOR_BYTES 11
#define BPB_RESERVED     14

void image_remove_kernel(const char *image_path)
{
    volume_remove(image_path, KERNEL_PATH);
}

void image_remove_manifest(const char *image_path)
{
    volume_remove(image_path, "/boot/lintel.manifest");
}

/* Half of the kernel, under the name and with the manifest of the whole. */
void image_cut_kernel(const char *image_path)
{
    char half[PATH_BYTES];
    path_format(half, "%s.kernel", image_path);
    volume_get(image_path, KERNEL_PATH, half);
    cr_assert(truncate(half, (off_t)file_bytes(half) / 2) == 0);
    volume_put(image_path, half, KERNEL_PATH);
}

/* The kernel's first cluster says that it is free. `lintel build` makes FAT32, with 4 bytes a cluster. */
void image_break_chain(const char *image_path)
{
    static const uint8_t free_cluster[4];
    uint16_t reserved_sectors;
    uint32_t first_cluster = 0;
    const uint64_t volume = volume_offset(image_path);
    cr_assert(volume_runs(image_path, KERNEL_PATH, &first_cluster, 1) == 1);
    image_read(image_path, volume + BPB_RESERVED, &reserved_sectors, sizeof(reserved_sectors));
    image_write(image_path, volume + (uint64_t)reserved_sectors * SECTOR_BYTES + first_cluster * 4ull, free_cluster,
                sizeof(free_cluster));
}

void image_damage_volume(const char *image_path)
{
    image_flip(image_path, volume_offset(image_path) + BPB_SECTOR_BYTES);
}
