/* What is in a directory, one name after the other: for the host tool. The loader asks for the names it wants. */
#ifndef COMMON_DISK_FAT_LIST_H
#define COMMON_DISK_FAT_LIST_H
#include "common/disk/fat.h"
#include "common/disk/fat_format.h"

#define FAT_UTF8_NAME_BYTES 768 /* 255 units of UTF-16, each up to three bytes, and a NUL */
#define FAT_LONG_PARTS_MAX  20
#define FAT_LONG_UNITS_MAX  (FAT_LONG_PARTS_MAX * LONG_CHARS)

struct fat_listing {
    struct fat_volume *volume;
    struct reader directory;
    u32 cluster; /* its first; 0: the root of FAT12 and FAT16 */
    u64 offset;  /* of the next entry                        */

    /* The long name that is under way. */
    u16 units[FAT_LONG_UNITS_MAX];
    u32 parts, parts_left; /* parts 0: none */
    u8 checksum;
};

struct fat_listed {
    char name[FAT_UTF8_NAME_BYTES]; /* the long one if there is one; what is no UTF-16, and / and NUL in it, is shown as ? */
    bool is_directory;
    u32 cluster, bytes;
    u64 offset; /* of the entry in the directory, for fat_list_place; before it stand those of the long name ... */
    u32 parts;  /* ... which are so many, the first one last                                                     */
};

/* Begins with the root, or with a directory that a listing found. `path` is for errors, and outlives the listing. ERR_FAT_CHAIN.
 */
struct error fat_list_root(struct fat_volume *volume, const char *path, struct fat_listing *listing);
struct error fat_list_directory(struct fat_volume *volume, const char *path, u32 cluster, struct fat_listing *listing);

/* The next file or directory, without . and .. and the volume's label; `*is_found` false: there is none. A listing ends, but
 * directories may lead in circles: who goes down must count. */
struct error fat_list_next(struct fat_listing *listing, struct fat_listed *listed, bool *is_found);

/* Where a byte of the directory lies on the volume; `offset` is less than its length. ERR_FAT_CHAIN. */
struct error fat_list_place(const struct fat_listing *listing, u64 offset, u64 *place);

/* A file that was found as a reader; `path` becomes its name. ERR_FAT_CHAIN. */
struct error fat_open_listed(struct fat_volume *volume, const char *path, u32 cluster, u32 bytes, struct reader *file);

#endif
