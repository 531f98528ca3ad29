/* A name as FAT stores it, and what may be one. The host tool's half; the loader only compares names. */
#ifndef COMMON_DISK_FAT_NAME_H
#define COMMON_DISK_FAT_NAME_H
#include "common/base/bytes.h"
#include "common/disk/fat_format.h"

#define FAT_NAME_UNITS_MAX 255

struct fat_name {
    u16 units[FAT_NAME_UNITS_MAX]; /* UTF-16 */
    u32 unit_count;
};

/* From UTF-8. False for what no FAT volume can hold: no characters or more than FAT_NAME_UNITS_MAX, control characters and any of
 * "*:<>?/\|, a space or dot at the end, no UTF-8; `*position` is then the first byte that is wrong. */
bool fat_name_read(struct bytes utf8, struct fat_name *name, size_t *position);

/* How many entries of its folder it takes, the short one among them, unless that is enough. */
u32 fat_name_entries(const struct fat_name *name);

#endif
