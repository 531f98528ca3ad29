/* What stands in for the CPU and the devices beside it, while `lintel check` runs the loader's steps. */
#include "common/clock/tsc.h"
#include "common/cpu/debugger.h"
#include "common/cpu/exit_device.h"
#include "common/cpu/features.h"
#include "common/cpu/interrupts.h"
#include "common/log/log.h"
#include "common/platform.h"
#include "common/resident/leap.h"
#include "common/resident/resident.h"
#include <stdlib.h>
#include <string.h>

/* No chance at all: what is drawn from it is an example, and the same each time. */
void cpu_entropy(u64 words[CPU_ENTROPY_WORDS])
{
    memset(words, 0, CPU_ENTROPY_WORDS * sizeof(*words));
}

struct tsc_frequency tsc_ask(void)
{
    return (struct tsc_frequency) { .hz = 1000000000, .source = 1 };
}

void tsc_measure_start(u16 pm_timer_port, struct tsc_measurement *measurement)
{
    measurement->pm_timer_port = pm_timer_port;
}

struct tsc_frequency tsc_measure_end(const struct tsc_measurement *measurement)
{
    (void)measurement;
    return tsc_ask();
}

bool exit_device_armed(void)
{
    return false;
}

void debugger_wait(const char *fw_cfg_file, u64 entry_virt, u64 slide)
{
    (void)fw_cfg_file, (void)entry_virt, (void)slide;
}

bool serial_present(void)
{
    return true;
}

bool debugcon_present(void)
{
    return false;
}

void legacy_interrupts_mask(void) {}

bool io_apic_mask(void *registers)
{
    (void)registers;
    return true;
}

enum local_apic local_apic_quiet(void)
{
    return LOCAL_APIC_IN_MEMORY;
}

void serial_write(const char *data, size_t len)
{
    (void)data, (void)len;
}

void debugcon_write(const char *data, size_t len)
{
    (void)data, (void)len;
}

void resident_install(const struct resident_plan *plan)
{
    (void)plan; /* its pages are enough */
}

/* Where the loader is said to run: one low page that no dynamic address gets. */
u64 leap_page_phys(void)
{
    return 0x10000;
}

/* Only boot() calls these two, and here nobody calls that. */
_Noreturn void resident_enter(const struct resident_plan *plan, const struct resident_entry *entry)
{
    (void)plan, (void)entry;
    abort();
}

_Noreturn void platform_stop(void)
{
    abort();
}
