/* The frequency of the time stamp counter: asked for, else measured against another clock in time that passes anyway. */
#ifndef COMMON_CLOCK_TSC_H
#define COMMON_CLOCK_TSC_H
#include "common/base/types.h"

struct tsc_frequency {
    u64 hz;     /* 0: unknown                                                                                    */
    u32 source; /* boot_info.tsc_source: 0 none, 1 CPUID, 2 the hypervisor, 3 a measurement against another clock */
};

/* What the hypervisor or the CPU says; `hz` is 0 if neither does. */
struct tsc_frequency tsc_ask(void);

struct tsc_measurement {
    u16 pm_timer_port; /* 0: the machine has none */
    u32 ticks;         /* of that timer           */
    u64 counted;
};

/* The end waits only for what is missing to a quarter of a millisecond. After a long time, in which the timer may have gone
 * round, it takes a fresh quarter; without a timer that counts, one of the 8254. */
void tsc_measure_start(u16 pm_timer_port, struct tsc_measurement *measurement);
struct tsc_frequency tsc_measure_end(const struct tsc_measurement *measurement);

#endif
