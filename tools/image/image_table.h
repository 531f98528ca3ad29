/* What stands around the volume of an image: boot code, partition table, stage 2. */
#ifndef TOOLS_IMAGE_IMAGE_TABLE_H
#define TOOLS_IMAGE_IMAGE_TABLE_H
#include "common/base/error.h"
#include "tools/base/digest.h"
#include "tools/image/image_layout.h"

/* Writes all of it; identities follow from the seed. `name` is for errors. */
struct error image_table_write(const struct image_layout *layout, const u8 seed[SHA256_BYTES], int image_fd, const char *name);

#endif
