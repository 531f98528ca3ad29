/* This machine's clock, which nobody sets. */
#ifndef TOOLS_BASE_HOST_CLOCK_H
#define TOOLS_BASE_HOST_CLOCK_H
#include "common/base/types.h"

u64 host_now_ms(void);

#endif
