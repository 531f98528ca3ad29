/* The address space that a kernel gets, printed. */
#ifndef TOOLS_CHECK_PLAN_H
#define TOOLS_CHECK_PLAN_H
#include "common/memory/layout.h"

/* To standard output, a line a mapping: "0xffffffff80000000 0xffffffff80003000 r-x write-back the kernel"; the end is the address
 * behind. Physical addresses are the machine's to choose, so they and what follows from them are left out: of the mapping of
 * physical memory there is one line for what has no hole, whatever pages in it are aliases of the kernel's. */
void check_plan_print(const struct layout *layout);

#endif
