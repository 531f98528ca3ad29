/* CPUID, the ACPI timer, the 8254: whoever knows how long a second is. */
#include "common/clock/tsc.h"
#include "common/acpi/acpi.h"
#include "common/clock/frequency.h"
#include "common/cpu/x86.h"

enum { SOURCE_CPU = 1, SOURCE_HYPERVISOR = 2, SOURCE_MEASURED = 3 };

#define LEAF_HYPERVISOR           0x40000000u
#define LEAF_HYPERVISOR_FREQUENCY 0x40000010u
#define LEAF_CRYSTAL              0x15u
#define LEAF_BASE_FREQUENCY       0x16u

static u64 ask_hypervisor(void)
{
    const bool is_guest = (cpuid(1, 0).ecx >> 31 & 1) != 0;
    if (!is_guest || cpuid(LEAF_HYPERVISOR, 0).eax < LEAF_HYPERVISOR_FREQUENCY)
        return 0;
    return frequency_by_hypervisor(cpuid(LEAF_HYPERVISOR_FREQUENCY, 0).eax);
}

static u64 ask_cpu(void)
{
    const u32 highest = cpuid(0, 0).eax;
    if (highest < LEAF_CRYSTAL)
        return 0;
    const struct cpuid crystal = cpuid(LEAF_CRYSTAL, 0);
    const u32 base_mhz = highest < LEAF_BASE_FREQUENCY ? 0 : cpuid(LEAF_BASE_FREQUENCY, 0).eax & 0xffff;
    return frequency_by_cpu(&(struct frequency_leaves) { crystal.eax, crystal.ebx, crystal.ecx, base_mhz });
}

struct tsc_frequency tsc_ask(void)
{
    const u64 hypervisor_hz = ask_hypervisor();
    if (hypervisor_hz != 0)
        return (struct tsc_frequency) { hypervisor_hz, SOURCE_HYPERVISOR };
    const u64 cpu_hz = ask_cpu();
    return (struct tsc_frequency) { cpu_hz, cpu_hz != 0 ? SOURCE_CPU : 0 };
}

/* A clock that counts up, modulo a power of two. */
struct clock {
    u32 (*read)(u16 port);
    u16 port;
    u32 mask;
    u64 hz;
};

struct sample {
    u32 ticks;
    u64 counted;
};

static u32 read_pm_timer(u16 port)
{
    return in_u32(port);
}

#define PIT_HZ          1193182ull
#define PIT_CHANNEL_2   0x42
#define PIT_COMMAND     0x43
#define PIT_ONE_SHOT    0xb0 /* channel 2, both bytes, mode 0: counts down from what is written */
#define PIT_LATCH       0x80 /* channel 2                                                       */
#define PIT_GATE        0x61
#define PIT_GATE_OPEN   0x01
#define PIT_GATE_SPEAKS 0x02

static u32 read_pit(u16 port)
{
    out_u8(PIT_COMMAND, PIT_LATCH);
    const u32 low = in_u8(port);
    return ~(low | (u32)in_u8(port) << 8);
}

static void start_pit(void)
{
    out_u8(PIT_GATE, (u8)((in_u8(PIT_GATE) & ~PIT_GATE_SPEAKS) | PIT_GATE_OPEN));
    out_u8(PIT_COMMAND, PIT_ONE_SHOT);
    out_u8(PIT_CHANNEL_2, 0xff);
    out_u8(PIT_CHANNEL_2, 0xff);
}

static const struct clock pit = { read_pit, PIT_CHANNEL_2, 0xffff, PIT_HZ };

static struct clock pm_timer(u16 port)
{
    return (struct clock) { read_pm_timer, port, PM_TIMER_MASK, PM_TIMER_HZ };
}

/* Both counters at one moment. What comes between the two reads, such as system management mode, would be an error: so the best
 * of a few. */
static struct sample sample_of(const struct clock *clock)
{
    struct sample best = { 0, 0 };
    u64 best_gap = UINT64_MAX;
    for (u32 i = 0; i < 4; i++) {
        const u64 before = read_tsc();
        const u32 ticks = clock->read(clock->port);
        const u64 gap = read_tsc() - before;
        if (gap >= best_gap)
            continue;
        best_gap = gap;
        best = (struct sample) { ticks, before + gap / 2 };
    }
    return best;
}

/* A quarter of a millisecond has 895 ticks of the ACPI timer: good for one part in four hundred, wherever between two ticks it is
 * read. */
#define RESTS_A_SECOND   4000
#define REST_COUNTED_MAX (1ull << 28) /* a clock that has not moved so far by then stands still: 27 ms at 10 GHz */

static u64 measure_since(const struct clock *clock, const struct sample *start)
{
    const u64 begin = read_tsc();
    while (((clock->read(clock->port) - start->ticks) & clock->mask) < clock->hz / RESTS_A_SECOND)
        if (read_tsc() - begin > REST_COUNTED_MAX)
            return 0;
    const struct sample end = sample_of(clock);
    return frequency_by_clock(end.counted - start->counted, (end.ticks - start->ticks) & clock->mask, clock->hz);
}

void tsc_measure_start(u16 pm_timer_port, struct tsc_measurement *measurement)
{
    *measurement = (struct tsc_measurement) { .pm_timer_port = pm_timer_port };
    if (pm_timer_port == 0)
        return;
    const struct clock clock = pm_timer(pm_timer_port);
    const struct sample start = sample_of(&clock);
    measurement->ticks = start.ticks;
    measurement->counted = start.counted;
}

/* The 8254 goes round in 55 ms: too fast to be started early. */
static u64 measure_by_pit(void)
{
    start_pit();
    const struct sample start = sample_of(&pit);
    return measure_since(&pit, &start);
}

/* The timer goes round in 4.6 seconds; a counter of 500 MHz needs less than that for as many steps. */
#define COUNTED_MAX (1ull << 31)

static u64 measure_by_pm_timer(const struct tsc_measurement *measurement)
{
    const struct clock clock = pm_timer(measurement->pm_timer_port);
    const struct sample start = { measurement->ticks, measurement->counted };
    if (measurement->pm_timer_port == 0)
        return 0;
    const struct sample now = sample_of(&clock);
    return measure_since(&clock, now.counted - start.counted < COUNTED_MAX ? &start : &now);
}

struct tsc_frequency tsc_measure_end(const struct tsc_measurement *measurement)
{
    const u64 by_timer = measure_by_pm_timer(measurement);
    const u64 hz = by_timer != 0 ? by_timer : measure_by_pit();
    return (struct tsc_frequency) { hz, hz != 0 ? SOURCE_MEASURED : 0 };
}
