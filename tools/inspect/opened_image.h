/* An image, opened down to the files of its volume by the loader's own code: for `lintel inspect` and `lintel extract`. */
#ifndef TOOLS_INSPECT_OPENED_IMAGE_H
#define TOOLS_INSPECT_OPENED_IMAGE_H
#include "common/disk/fat.h"
#include "common/disk/partition.h"
#include "tools/base/host_file.h"

/* Its readers know each other by address: it stays where it was opened. */
struct opened_image {
    struct host_file file;
    struct reader disk; /* all of it */
    u32 sector_bytes;
    bool is_iso;
    bool has_partition, has_volume; /* what is valid below, also after an error */
    struct disk_identity identity;
    struct partition partition;
    struct reader partition_reader;
    struct fat_volume volume;
};

/* Whether the file at `path` is an image rather than a kernel, damaged as it may be; false if it cannot be opened. */
bool opened_image_is_meant(const char *path);

/* ERR_HOST_OPEN, ERR_HOST_NOT_REGULAR, ERR_HOST_NOT_IMAGE; and what the loader would say of table and volume. `path` outlives it.
 * Ended by opened_image_close, also after an error. */
struct error opened_image_open(const char *path, struct opened_image *image);
void opened_image_close(struct opened_image *image);

/* Where the volume starts in the image. */
u64 opened_image_volume_offset(const struct opened_image *image);

#endif
