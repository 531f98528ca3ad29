/* From some beginning on; only differences mean something. */
#include "tools/base/host_clock.h"
#include <time.h>

u64 host_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (u64)now.tv_sec * 1000 + (u64)now.tv_nsec / 1000000;
}
