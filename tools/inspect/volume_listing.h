/* Every file of an image's volume, found by going through its directories: `lintel inspect` shows them. */
#ifndef TOOLS_INSPECT_VOLUME_LISTING_H
#define TOOLS_INSPECT_VOLUME_LISTING_H
#include "common/disk/fat.h"

struct listed_entry {
    char *path; /* "/boot/kernel.elf", in UTF-8 */
    bool is_directory;
    u32 cluster, bytes;
};

struct volume_listing {
    struct listed_entry *each; /* a directory stands before what is in it */
    size_t count, capacity;
};

/* What is damaged ends it, with what was found until then: a directory that is in two places (which may be a circle), more
 * entries than the volume has room for, a path that is too long (all ERR_FAT_CHAIN); or what the reader says. ERR_HOST_OPEN
 * without memory. To be freed also after an error, which is about a path in it. */
struct error volume_listing_read(struct fat_volume *volume, struct volume_listing *listing);
void volume_listing_free(struct volume_listing *listing);

/* A file of it as a reader, which has its path as its name. ERR_FAT_CHAIN. */
struct error volume_listing_open(struct fat_volume *volume, const struct listed_entry *entry, struct reader *file);

#endif
