/* A new kernel project: the files of kernel-sample/new/, embedded in this program, written into a folder. */
#ifndef TOOLS_PROJECT_H
#define TOOLS_PROJECT_H
#include "common/base/error.h"

/* Makes the folder, or takes an empty one, and fills it. After an error nothing of ours is left. ERR_HOST_NOT_EMPTY,
 * ERR_HOST_WRITE. */
struct error project_write(const char *folder_path);

#endif
