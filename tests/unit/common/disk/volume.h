/* Real FAT volumes for the tests: made by mkfs.fat and filled by mtools in a folder of their own. */
#ifndef TESTS_UNIT_COMMON_DISK_VOLUME_H
#define TESTS_UNIT_COMMON_DISK_VOLUME_H
#include "common/disk/fat.h"
#include "tests/unit/common/disk/counted.h"

struct volume {
    char folder[64]; /* holds v.img and the files that went into it */
    u8 *data;        /* v.img, after volume_open                    */
    struct counted partition;
    struct fat_volume fat;
};

/* A new folder with v.img of `kib` KiB, formatted with these arguments of mkfs.fat, such as "-F 16 -s 1". */
void volume_format(struct volume *volume, u64 kib, const char *mkfs_arguments);

/* Runs a shell command in the folder; %s in it is `name`. The test fails if the command does. */
void volume_run(struct volume *volume, const char *command, const char *name);

/* Writes a file with bytes that follow from `seed`, and copies it to `path` on the volume. */
void volume_put(struct volume *volume, const char *path, u64 bytes, u64 seed);

/* Loads v.img and opens it with our reader. */
void volume_open(struct volume *volume);

/* Reads all of a file in pieces of `piece_bytes` (0: at once) and compares it with what volume_put wrote. */
void volume_expect(struct volume *volume, const char *path, u64 bytes, u64 seed, u64 piece_bytes);

/* What fat_open_file says. */
enum error_code volume_refusal(struct volume *volume, const char *path);

/* Removes the folder. */
void volume_end(struct volume *volume);

u8 content_byte(u64 seed, u64 offset);

#endif
