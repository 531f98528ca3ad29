/* The file system that makes a disk image an ISO. */
#ifndef TOOLS_IMAGE_ISO9660_H
#define TOOLS_IMAGE_ISO9660_H
#include "common/base/error.h"
#include "tools/image/image_layout.h"

/* Writes an ISO 9660 file system with a boot catalog, and the file that a BIOS starts a CD from, between ISO_SYSTEM_AREA_BYTES
 * and the image's volume. `*stage2_offset` is where the BIOS loader's second stage lies then. ERR_HOST_NO_XORRISO, ERR_HOST_TOOL,
 * ERR_HOST_START, ERR_HOST_ISO, ERR_HOST_EPOCH. */
struct error iso9660_write(const struct image_layout *layout, int image_fd, const char *name, u64 *stage2_offset);

#endif
