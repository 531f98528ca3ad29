/* How fast the time stamp counter runs: the arithmetic. What was not said, or makes no sense, is 0. */
#ifndef COMMON_CLOCK_FREQUENCY_H
#define COMMON_CLOCK_FREQUENCY_H
#include "common/base/types.h"

/* By the CPU (Intel SDM 2A, CPUID leaves 15h and 16h): crystal times a ratio; a CPU that keeps its crystal to itself may name its
 * base frequency, with which the counter runs. */
struct frequency_leaves {
    u32 denominator, numerator, crystal_hz; /* 15h: eax, ebx, ecx */
    u32 base_mhz;                           /* 16h: eax           */
};
u64 frequency_by_cpu(const struct frequency_leaves *leaves);

/* By the hypervisor, whose leaf 40000010h has kilohertz in eax. */
u64 frequency_by_hypervisor(u32 khz);

/* By another clock, which made `ticks` of `ticks_hz` a second while the counter made `counted`. */
u64 frequency_by_clock(u64 counted, u64 ticks, u64 ticks_hz);

#endif
