/* The address space that a kernel gets, for people. */
#ifndef TOOLS_CHECK_CHECK_PLAN_H
#define TOOLS_CHECK_CHECK_PLAN_H
#include "common/memory/layout.h"

struct plan_run {
    u64 start_virt, end_virt; /* the end is the address behind */
    char permissions[4];      /* "rw-" */
    const char *cache, *owner;
};

/* Tells of each mapping. Physical addresses are the machine's to choose, so they and what follows from them are left out: of the
 * mapping of physical memory there is one run for what has no hole, whatever pages in it are aliases of the kernel's. */
typedef void plan_take(const struct plan_run *run, void *context);
void check_plan_each(const struct layout *layout, plan_take *take, void *context);

/* To standard output, a line a run: "0xffffffff80000000 0xffffffff80003000 r-x write-back the kernel". */
void check_plan_print(const struct layout *layout);

#endif
