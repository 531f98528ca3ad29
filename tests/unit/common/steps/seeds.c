/* Seeds: repeatable by chance alone, different by purpose. */
#include "common/steps/steps.h"
#include "tests/unit/common/steps/kernel.h"
#include <criterion/criterion.h>
#include <string.h>

static u8 seed_of_kernel[64];
static u64 base_virt; /* as the layout's seed chose it */

static void boot_with(u64 chance)
{
    struct boot_config config = default_wishes();
    config.aslr = SWITCH_ON;
    add_files(&config, "");
    machine.chance = chance;
    const struct boot_info *info = boot_to_kernel();
    memcpy(seed_of_kernel, info->random_seed, sizeof(seed_of_kernel));
    base_virt = info->stack_bottom_virt;
}

Test(seeds, follow_from_chance)
{
    u8 first[64];
    boot_with(1);
    const u64 first_virt = base_virt;
    memcpy(first, seed_of_kernel, sizeof(first));
    boot_with(1);
    cr_assert_arr_eq(seed_of_kernel, first, sizeof(first));
    cr_assert_eq(base_virt, first_virt);
    boot_with(2);
    for (size_t i = 0; i < sizeof(first); i += 8)
        cr_assert_neq(load_u64(seed_of_kernel + i), load_u64(first + i));
    cr_assert_neq(base_virt, first_virt);
}

/* A machine whose CPU gives nothing, or always the same, still has its firmware. */
Test(seeds, follow_from_the_firmwares_chance)
{
    static struct boot b;
    u8 first[64];
    machine.chance = 1;
    draw_seeds(&b);
    const u64 first_seed = b.seed;
    memcpy(first, b.kernel_seed, sizeof(first));
    machine.firmware_chance = 1;
    draw_seeds(&b);
    for (size_t i = 0; i < sizeof(first); i += 8)
        cr_assert_neq(load_u64(b.kernel_seed + i), load_u64(first + i));
    cr_assert_neq(b.seed, first_seed);
}

Test(seeds, have_no_word_twice)
{
    boot_with(3);
    for (size_t i = 0; i < sizeof(seed_of_kernel); i += 8)
        for (size_t k = 0; k < i; k += 8)
            cr_assert_neq(load_u64(seed_of_kernel + i), load_u64(seed_of_kernel + k));
}

Test(seeds, give_away_no_word_of_the_layouts)
{
    static struct boot b;
    machine.chance = 4;
    draw_seeds(&b);
    for (size_t i = 0; i < sizeof(b.kernel_seed); i += 8)
        cr_assert_neq(load_u64(b.kernel_seed + i), b.seed);
}
