/* FAT volumes made byte by byte, for what no honest tool writes: 512-byte sectors and clusters, one reserved sector (FAT32: two),
 * one FAT, 16 root entries (FAT32: root at cluster 2). Clusters and FAT are empty. */
#ifndef TESTS_UNIT_COMMON_DISK_CRAFTED_H
#define TESTS_UNIT_COMMON_DISK_CRAFTED_H
#include "common/disk/fat.h"
#include "common/disk/fat_format.h"
#include "tests/unit/common/disk/counted.h"

#define CRAFTED_END UINT32_MAX

struct crafted {
    u8 *data;
    u64 len;
    u32 kind;
    u64 fat_offset, root_offset, data_offset;
    u32 root_used; /* entries */
    struct counted partition;
    struct fat_volume fat;
};

/* `cluster_count` says the kind. */
void crafted_begin(struct crafted *crafted, u32 cluster_count);
void crafted_end(struct crafted *crafted);

/* Runs fat_open. */
struct error crafted_open(struct crafted *crafted);

/* Writes the FAT entry of `cluster`; CRAFTED_END ends the chain. */
void crafted_link(struct crafted *crafted, u32 cluster, u32 next);

/* Appends a raw entry to the root directory. */
u8 *crafted_entry(struct crafted *crafted, const char name[11], u8 attributes);

/* The same for a file that can be read. */
u8 *crafted_file(struct crafted *crafted, const char name[11], u32 first_cluster, u32 bytes);

/* Appends one part of a long name with the checksum of `short_name`. `last` marks the part that stands first. */
u8 *crafted_long_part(struct crafted *crafted, u8 part, bool last, const char *characters, const char short_name[11]);

u8 *crafted_cluster(struct crafted *crafted, u32 cluster);

/* Opens the volume and reads all of a file; the first error. */
struct error crafted_read(struct crafted *crafted, const char *path);

#endif
