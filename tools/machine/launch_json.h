/* A launch.json for VS Code, which debugs a kernel that `lintel run --gdb` holds. */
#ifndef TOOLS_MACHINE_LAUNCH_JSON_H
#define TOOLS_MACHINE_LAUNCH_JSON_H
#include "common/base/error.h"

/* "-" is standard output. ERR_HOST_EXISTS: a file of that name stays as it is. */
struct error launch_json_write(const char *path, const char *kernel_path);

#endif
