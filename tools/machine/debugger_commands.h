/* What gdb has to be told, once the loader stands still: common/cpu/debugger.h says where. */
#ifndef TOOLS_MACHINE_DEBUGGER_COMMANDS_H
#define TOOLS_MACHINE_DEBUGGER_COMMANDS_H
#include "common/base/error.h"
#include <stdio.h>

/* Every command is a line: ERR_HOST_PATH_FOR_GDB about a path that would be two. */
struct error gdb_check_path(const char *path);

/* For a machine that waits before the kernel: its symbols, and on to its entry. NULL: only who reads this knows which kernel. */
void gdb_write_kernel_commands(const char *kernel_path, FILE *file);

/* For one that waits before the loader's first step: the loader's symbols, and on to boot(). At the second wait, before the
 * kernel, the command "kernel" does what the above does. */
void gdb_write_loader_commands(const char *loader_path, const char *kernel_path, FILE *file);

#endif
