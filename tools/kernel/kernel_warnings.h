/* What boots, and is strange all the same. */
#ifndef TOOLS_KERNEL_KERNEL_WARNINGS_H
#define TOOLS_KERNEL_KERNEL_WARNINGS_H
#include "tools/kernel/kernel_file.h"

/* Warns on standard error of sections that nobody loads, of large debug sections, of a small stack, of writable code that is
 * allowed in vain, and of an entry point that is not _start. */
void kernel_warnings_print(const struct kernel_file *kernel);

#endif
