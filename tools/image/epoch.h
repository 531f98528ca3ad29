/* The time stamp of everything in an image. */
#ifndef TOOLS_IMAGE_EPOCH_H
#define TOOLS_IMAGE_EPOCH_H
#include "common/base/error.h"

/* SOURCE_DATE_EPOCH, by default the earliest that FAT can hold; ERR_HOST_EPOCH. */
struct error epoch_read(u64 *seconds);

#endif
