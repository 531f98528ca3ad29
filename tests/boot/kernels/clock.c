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

/* 0 if the 8254 went round meanwhile, as far as that can be seen. */
static uint64_t measured_hz(void)
{
    uint64_t start = 0, end = 0;
    start_pit();
    const uint32_t first = sample(&start);
    while (pit() - first < PIT_TICKS)
        ;
    const uint32_t ticks = sample(&end) - first;
    return ticks >= PIT_TICKS && ticks < 0x10000 ? (end - start) * PIT_HZ / ticks : 0;
}

static bool agrees(uint64_t said_hz)
{
    const uint64_t hz = measured_hz();
    const uint64_t difference = hz > said_hz ? hz - said_hz : said_hz - hz;
    print("said ");
    print_hex(said_hz);
    print(", measured ");
    print_hex(hz);
    print("\n");
    return difference < hz / TOLERANCE_PARTS;
}

/* An emulator's thread may lose the CPU for longer than the 8254 takes to go round: a measurement may be wrong, five are not. */
static void check_frequency(const struct boot_info *info)
{
    bool is_right = false;
    for (int i = 0; i < 5 && !is_right; i++)
        is_right = agrees(info->tsc_hz);
    CHECK(is_right);
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
