/* A disk image as a file: whether it is one, and for which disk. */
#ifndef TOOLS_IMAGE_DISK_IMAGE_H
#define TOOLS_IMAGE_DISK_IMAGE_H
#include "common/base/types.h"

struct disk_image {
    int fd; /* -1: none */
    u32 sector_bytes;
    bool is_iso; /* a CD, too */
};

/* false, and nothing is open, if the file cannot be read or is no disk image: a boot sector with a GPT, or with an MBR that has
 * a boot partition. */
bool disk_image_open(const char *path, struct disk_image *image);

/* How large its sectors are; 0 if neither a GPT nor a volume tells. */
u32 disk_image_sector_bytes(int fd);

bool disk_image_is_iso(int fd);

/* Whether it was an image once, damaged as it may be: one sign of it is enough. No kernel is. */
bool disk_image_is_meant(int fd);

#endif
