/* What who looks for a name in a directory shares with who lists or writes one. */
#ifndef COMMON_DISK_FAT_DIRECTORY_H
#define COMMON_DISK_FAT_DIRECTORY_H
#include "common/disk/fat.h"
#include "common/disk/fat_format.h"

#define FAT_DIRECTORY_BYTES_MAX (2 * MIB_BYTES) /* 65536 entries */
#define FAT_SHORT_NAME_MAX      12

/* Where a long entry has its characters. */
extern const u8 fat_long_offsets[LONG_CHARS];

/* What a long entry says of the short one that it belongs to. */
u8 fat_short_checksum(const u8 *entry);

/* "KERNEL  ELF" is KERNEL.ELF; the bits that say which half is in lower case change nothing here. Returns the length. */
size_t fat_spell_short_name(const u8 *entry, u8 name[FAT_SHORT_NAME_MAX]);

struct error fat_open_root(struct fat_volume *volume, const char *path, struct reader *directory);

/* Directories have no size: theirs is their chain's. */
struct error fat_open_directory(struct fat_volume *volume, const char *path, u32 cluster, struct reader *directory);

#endif
