/* What gdb has to be told, once the loader stands still: common/cpu/debugger.h says where. */
#ifndef TOOLS_MACHINE_DEBUGGER_COMMANDS_H
#define TOOLS_MACHINE_DEBUGGER_COMMANDS_H
#include "common/base/types.h"
#include <stdio.h>

/* As gdb wants a file's name. */
void gdb_quote(const char *path, FILE *file);

/* For a machine that waits before the kernel: its symbols, and on to its entry. */
void gdb_write_kernel_commands(const char *kernel_path, FILE *file);

/* For one that waits before the loader's first step: the loader's symbols, and on to boot(). At the second wait, before the
 * kernel, the command "kernel" does what the above does. */
void gdb_write_loader_commands(const char *loader_path, const char *kernel_path, FILE *file);

#endif
