/* ASLR over ten thousand seeds: every plan is sound, and its addresses spread over all of the range. */
#include "common/base/checked.h"
#include "tests/unit/common/memory/request.h"
#include <criterion/criterion.h>

#define SEEDS   10000
#define BUCKETS 64 /* of the upper half; an even spread puts 156 of the seeds into each */

static struct machine machine;

/* What moves: everything that the plain machine has, a framebuffer and a ramdisk. */
enum { KERNEL, STACK, BOOT_INFO, FRAMEBUFFER, RAMDISK, RESIDENT_TEXT, RESIDENT_DATA, PHYSICAL_MEMORY, MOVING };
static u64 hits[MOVING][BUCKETS];

static void start(void)
{
    machine_plain(&machine);
    machine.config.aslr = SWITCH_ON;
    machine.framebuffer = (struct boot_framebuffer) { .width_px = 640, .start_phys = 0xfd000000, .bytes = 4 * MIB_BYTES };
    machine.request.ramdisk = (struct placed) { 0x5000000, 3 * MIB_BYTES };
}

TestSuite(layout_aslr, .init = start);

static void assert_sound(u64 seed, u64 lowest_virt)
{
    for (u64 i = 0; i < machine.layout.count; i++) {
        const struct boot_mapped *run = &machine.mappings[i];
        const u64 last = run->start_virt + run->bytes - 1;
        cr_assert(run->start_virt >= lowest_virt && last >= run->start_virt && last <= 0xffffffffffffefff, "seed %lu: %#lx", seed,
                  run->start_virt);
        cr_assert(i == 0 || run[-1].start_virt + run[-1].bytes <= run->start_virt, "seed %lu: overlap at %#lx", seed,
                  run->start_virt);
    }
}

static void count(u64 lowest_virt)
{
    const struct layout *layout = &machine.layout;
    const u64 starts[MOVING] = { layout->kernel_slide, /* it is linked at 0 */
                                 layout->stack_bottom_virt,   layout->boot_info_virt,     layout->framebuffer_virt,
                                 layout->ramdisk_virt,        layout->resident_text_virt, layout->resident_data_virt,
                                 layout->physical_memory_virt };
    const u64 bucket_bytes = (0 - lowest_virt) / BUCKETS;
    for (size_t i = 0; i < MOVING; i++)
        hits[i][(starts[i] - lowest_virt) / bucket_bytes]++;
}

static void assert_spread(void)
{
    for (size_t i = 0; i < MOVING; i++)
        for (size_t bucket = 0; bucket < BUCKETS; bucket++)
            cr_assert(hits[i][bucket] >= 90 && hits[i][bucket] <= 230, "object %zu is %lu times in part %zu", i, hits[i][bucket],
                      bucket);
}

static void try_seeds(u32 levels, u64 lowest_virt)
{
    machine.request.levels = levels;
    machine.config.dynamic_range_start = lowest_virt;
    for (u64 seed = 0; seed < SEEDS; seed++) {
        machine.request.seed = seed;
        struct error error = machine_plan(&machine);
        cr_assert_eq(error.code, ERR_NONE, "seed %lu: error %d about %s", seed, error.code, error_subject(error));
        assert_sound(seed, lowest_virt);
        count(lowest_virt);
    }
    assert_spread();
}

Test(layout_aslr, spreads_everything_over_the_upper_half)
{
    try_seeds(4, 0xffff800000000000);
}

Test(layout_aslr, spreads_everything_over_the_upper_half_of_five_levels)
{
    try_seeds(5, 0xff00000000000000);
}
