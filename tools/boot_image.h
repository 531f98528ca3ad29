/* The image that a verb boots: the one it was given, or an unnamed one of the kernel it was given. */
#ifndef TOOLS_BOOT_IMAGE_H
#define TOOLS_BOOT_IMAGE_H
#include "tools/disk_image.h"
#include "tools/options.h"

/* What is wrong is reported; then this is how the verb ends, and nothing is open. OUTCOME_PASS: the image is open. An
 * image of a kernel is an ISO if that is wanted. */
enum outcome boot_image_open(const char *path, const struct image_options *options, bool wants_iso, struct disk_image *image);

#endif
