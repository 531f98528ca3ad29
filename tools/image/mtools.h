/* mtools on a volume inside of an image. They get the image by a descriptor, and an environment that holds nothing of the user's:
 * so the bytes depend on the content alone. */
#ifndef TOOLS_IMAGE_MTOOLS_H
#define TOOLS_IMAGE_MTOOLS_H
#include "common/base/error.h"

struct mtools {
    int image_fd;
    char image[64];
    char epoch[64];
};

/* ERR_HOST_EPOCH. */
struct error mtools_prepare(int image_fd, u64 offset_mib, struct mtools *mtools);

/* `arguments` are the program's, with the image among them, and end in NULL. ERR_HOST_TOOL, ERR_HOST_START, ERR_HOST_NO_MTOOLS.
 */
struct error mtools_run(const struct mtools *mtools, const char *const *arguments);

/* Calls `program` with the image and each of `names`, and with `target` behind them, if that is not NULL: in several calls where
 * one would be too long. */
struct error mtools_run_for_each(const struct mtools *mtools, const char *program, char *const *names, size_t count,
                                 const char *target);

#endif
