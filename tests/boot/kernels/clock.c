/* Promise: the time stamp counter has the frequency that boot_info says, and the stamps are in the order of what they stand for.
 */
#include "check.h"

ENTRY_POINT();

#define PIT_HZ          1193182ull
#define PIT_TICKS       48000u /* 40 ms */
#define TOLERANCE_PARTS 25     /* 4 %   */

static uint64_t tsc(void)
{
    uint32_t low, high;
    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
    return (uint64_t)high << 32 | low;
}

/* Channel 2 of the 8254, which counts down from 65536 once. */
static uint32_t pit(void)
{
    out_u8(0x43, 0x80);
    const uint32_t low = in_u8(0x42);
    return 0xffff - (low | (uint32_t)in_u8(0x42) << 8);
}

static void start_pit(void)
{
    out_u8(0x61, (uint8_t)((in_u8(0x61) & ~2) | 1));
    out_u8(0x43, 0xb0);
    out_u8(0x42, 0xff);
    out_u8(0x42, 0xff);
}

/* Ticks of the 8254 beside the counter's value; the best of a few, since an emulator's thread may lose the CPU in between. */
static uint32_t sample(uint64_t *counted)
{
    uint64_t best_gap = UINT64_MAX;
    uint32_t best = 0;
    for (int i = 0; i < 16; i++) {
        const uint64_t before = tsc();
        const uint32_t ticks = pit();
        const uint64_t gap = tsc() - before;
        if (gap >= best_gap)
            continue;
        best_gap = gap;
        best = ticks;
        *counted = before + gap / 2;
    }
    return best;
}

static uint64_t measured_hz(void)
{
    uint64_t start = 0, end = 0;
    start_pit();
    const uint32_t first = sample(&start);
    while (pit() - first < PIT_TICKS)
        ;
    const uint32_t ticks = sample(&end) - first;
    CHECK(ticks >= PIT_TICKS && ticks < 0x10000);
    return (end - start) * PIT_HZ / ticks;
}

static void check_frequency(const struct boot_info *info)
{
    const uint64_t hz = measured_hz();
    const uint64_t difference = hz > info->tsc_hz ? hz - info->tsc_hz : info->tsc_hz - hz;
    print("said ");
    print_hex(info->tsc_hz);
    print(", measured ");
    print_hex(hz);
    print("\n");
    CHECK(difference < hz / TOLERANCE_PARTS);
    CHECK_EQUAL(info->tsc_source, 3); /* QEMU's emulated CPUs say nothing */
}

static void check_stamps(const struct boot_info *info)
{
    CHECK(info->stamp_count > STAMP_KERNEL);
    CHECK(info->stamps[STAMP_ENTRY] > 0);
    for (unsigned i = 1; i <= STAMP_KERNEL; i++)
        CHECK(info->stamps[i] > info->stamps[i - 1]);
    CHECK(tsc() > info->stamps[STAMP_KERNEL]);
}

void kernel_main(struct boot_info *info)
{
    check_stamps(info);
    check_frequency(info);
    pass();
}
