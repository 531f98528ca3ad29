/* Seeds: repeatable by chance alone, different by purpose. */
#include "common/steps/steps.h"
#include "tests/unit/common/steps/kernel.h"
#include <criterion/criterion.h>
#include <pthread.h>
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

#define KNOWN_BYTE 0xa5

static _Alignas(PAGE_BYTES) u8 other_stack[1 << 18];

static u64 longest_run_of_the_known_byte(void)
{
    u64 run_bytes = 0, longest_bytes = 0;
    for (size_t i = 0; i < sizeof(other_stack); i++) {
        run_bytes = other_stack[i] == KNOWN_BYTE ? run_bytes + 1 : 0;
        longest_bytes = max_u64(longest_bytes, run_bytes);
    }
    return longest_bytes;
}

/* Deep enough for what ends a thread not to write there. */
static void *draw(void *unused)
{
    static struct boot b;
    volatile u8 depth[16384];
    depth[0] = 0;
    draw_seeds(&b);
    return depth[0] == 0 ? unused : NULL;
}

/* Chance of one repeated byte looks alike in every byte order, wherever hashing puts it. A word may be a register's. Drawn once
 * before, so that the host's dynamic linker, which saves vector registers when it looks up a function, has none to look up. */
Test(seeds, leave_no_chance_on_the_stack)
{
    pthread_t thread;
    pthread_attr_t attributes;
    draw(NULL);
    memset(&machine.chance, KNOWN_BYTE, sizeof(machine.chance));
    machine.firmware_chance = KNOWN_BYTE;
    cr_assert_eq(pthread_attr_init(&attributes), 0);
    cr_assert_eq(pthread_attr_setstack(&attributes, other_stack, sizeof(other_stack)), 0);
    cr_assert_eq(pthread_create(&thread, &attributes, draw, NULL), 0);
    cr_assert_eq(pthread_join(thread, NULL), 0);
    cr_assert_leq(longest_run_of_the_known_byte(), sizeof(u64));
}

Test(seeds, give_away_no_word_of_the_layouts)
{
    static struct boot b;
    machine.chance = 4;
    draw_seeds(&b);
    for (size_t i = 0; i < sizeof(b.kernel_seed); i += 8)
        cr_assert_neq(load_u64(b.kernel_seed + i), b.seed);
}
