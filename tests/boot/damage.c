/* Images whose files were damaged after they were built, as a failed copy or a curious user would. */
#include "include/lintel/config.h"
#include "tests/boot/image.h"
#include "tests/boot/volume.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define KERNEL_PATH  "/boot/kernel.elf"
#define RAMDISK_PATH "/boot/ramdisk"
#define LOADER_PATH  "/EFI/BOOT/BOOTX64.EFI"
#define MODULE_PATH  "/boot/modules/the_last-one+x" /* of modules.h */

/* In struct boot_config, of which the magic is the start. */
#define CONFIG_AT_CPU_REQUIRED 120

/* In a FAT volume's boot sector (Microsoft's FAT specification of 2000). */
#define BPB_SECTOR_BYTES 11
#define BPB_RESERVED     14
#define BPB_MEDIA        21
#define BPB_FAT_SECTORS  36
#define BPB_BACKUP_LBA   6
#define BPB_SIGNATURE    510

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

void image_damage_volume_signature(const char *image_path)
{
    image_flip(image_path, volume_offset(image_path) + BPB_SIGNATURE);
}

void image_damage_volume_media(const char *image_path)
{
    image_flip(image_path, volume_offset(image_path) + BPB_MEDIA);
}

void image_damage_volume_backup(const char *image_path)
{
    image_flip(image_path, volume_offset(image_path) + (uint64_t)BPB_BACKUP_LBA * SECTOR_BYTES + BPB_SECTOR_BYTES);
}

/* What it says of the kernel's first cluster. */
void image_damage_second_fat(const char *image_path)
{
    uint16_t reserved_sectors;
    uint32_t fat_sectors, first_cluster = 0;
    const uint64_t volume = volume_offset(image_path);
    cr_assert(volume_runs(image_path, KERNEL_PATH, &first_cluster, 1) == 1);
    image_read(image_path, volume + BPB_RESERVED, &reserved_sectors, sizeof(reserved_sectors));
    image_read(image_path, volume + BPB_FAT_SECTORS, &fat_sectors, sizeof(fat_sectors));
    image_flip(image_path, volume + ((uint64_t)reserved_sectors + fat_sectors) * SECTOR_BYTES + first_cluster * 4ull);
}

void image_remove_uefi_loader(const char *image_path)
{
    volume_remove(image_path, LOADER_PATH);
}

/* By something that is no program of UEFI. */
void image_replace_uefi_loader(const char *image_path)
{
    char path[PATH_BYTES];
    path_format(path, "%s.kernel", image_path);
    volume_get(image_path, KERNEL_PATH, path);
    volume_put(image_path, path, LOADER_PATH);
}

/* All bits of one byte of a file on the volume. `from_end`: how many bytes are behind it. */
static void flip_in_file(const char *image_path, const char *path, uint64_t from_end)
{
    char host_path[PATH_BYTES];
    path_format(host_path, "%s.flipped", image_path);
    volume_get(image_path, path, host_path);
    image_flip(host_path, file_bytes(host_path) - 1 - from_end);
    volume_put(image_path, host_path, path);
}

/* The end of the section headers: nothing that is loaded. */
void image_flip_kernel(const char *image_path)
{
    flip_in_file(image_path, KERNEL_PATH, 0);
}

void image_flip_ramdisk(const char *image_path)
{
    flip_in_file(image_path, RAMDISK_PATH, 0);
}

void image_flip_module(const char *image_path)
{
    flip_in_file(image_path, MODULE_PATH, 5002);
}

void image_flip_all(const char *image_path)
{
    image_flip_kernel(image_path);
    image_flip_ramdisk(image_path);
    image_flip_module(image_path);
}

/* `lintel build` would refuse it. */
void image_require_cpu(const char *image_path)
{
    static const uint8_t magic[] = BOOT_CONFIG_MAGIC;
    char host_path[PATH_BYTES];
    path_format(host_path, "%s.kernel", image_path);
    volume_get(image_path, KERNEL_PATH, host_path);
    const size_t bytes = file_bytes(host_path);
    uint8_t *content = malloc(bytes);
    cr_assert(content != NULL);
    image_read(host_path, 0, content, bytes);
    uint8_t *config = memmem(content, bytes, magic, sizeof(magic));
    cr_assert(config != NULL);
    config[CONFIG_AT_CPU_REQUIRED + 7] = 0x80;
    file_write(host_path, content, bytes);
    volume_put(image_path, host_path, KERNEL_PATH);
    free(content);
}
