/* Making the image's FAT32 volume, by mtools. */
#ifndef TOOLS_FAT_H
#define TOOLS_FAT_H
#include "common/base/error.h"

#define FAT_FILE_BYTES_MAX 0xffffffffull

/* A file to be put on the volume. */
struct fat_file {
    const char *path; /* "/boot/kernel.elf" */
    u64 bytes;
    int fd; /* read from its start; its position moves */
};

struct fat_plan {
    u32 sector_bytes;
    u64 sectors; /* whole MiB */
    u64 cluster_sectors;
};

/* The smallest volume that holds the files and a little more, and is FAT32 for everybody: who reads FAT decides by the number of
 * clusters. No file is larger than FAT_FILE_BYTES_MAX. */
struct fat_plan fat_plan_volume(const struct fat_file *files, size_t count, u32 sector_bytes);

/* Formats the volume at `offset_mib` of the image and copies the files there, modules last. ERR_HOST_TOOL, ERR_HOST_NO_MTOOLS,
 * ERR_HOST_EPOCH. */
struct fat_target {
    int image_fd;
    u64 offset_mib;
    u32 serial;
};
struct error fat_create(const struct fat_target *target, const struct fat_plan *plan, const struct fat_file *files, size_t count);

#endif
