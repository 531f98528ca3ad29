/* What every door calls once it has a stack, 64-bit mode and a working platform.h. */
#ifndef COMMON_BOOT_H
#define COMMON_BOOT_H
#include "common/base/types.h"

/* Boots the kernel, or prints why not and stops. `entry_tsc`: the time stamp counter at the door's first instruction that could
 * read it. */
_Noreturn void boot(u64 entry_tsc);

#endif
