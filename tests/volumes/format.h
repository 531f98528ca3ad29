/* A random kind of FAT volume, and the command that makes it. */
#ifndef TESTS_VOLUMES_FORMAT_H
#define TESTS_VOLUMES_FORMAT_H
#include "common/base/types.h"

struct format {
    u32 kind; /* 12, 16 or 32 */
    u32 sector_bytes, cluster_bytes;
    u32 cluster_count; /* about */
    char command[256]; /* makes v.img in the current folder; by mkfs.fat or mformat */
};

void format_choose(u64 *random, struct format *format);

#endif
