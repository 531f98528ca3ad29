/* The boot_info block: parts don't overlap, and a full block says so. */
#include "common/info/block.h"
#include <criterion/criterion.h>

static _Alignas(16) u8 memory[64];

static struct info_block block_of(void)
{
    return (struct info_block) { .memory = memory, .start_virt = 0xffff800000000000ull, .bytes = sizeof(memory) };
}

Test(block, clears_and_aligns_what_it_gives)
{
    struct info_block block = block_of();
    memory[0] = 1;
    u8 *first = block_take(&block, 3);
    u8 *second = block_take(&block, 1);
    cr_assert_eq(*first, 0);
    cr_assert_eq(second - first, 16);
}

Test(block, gives_its_last_byte_and_not_one_more)
{
    struct info_block block = block_of();
    cr_assert_not_null(block_take(&block, 64));
    cr_assert_null(block_take(&block, 1));
    block = block_of();
    cr_assert_null(block_take(&block, 65));
}

Test(block, copies_for_the_kernels_address_space)
{
    struct info_block block = block_of();
    cr_assert_eq((u64)(uintptr_t)block_copy(&block, "abc", 4), 0xffff800000000000ull);
    cr_assert_eq((u64)(uintptr_t)block_copy(&block, "abc", 4), 0xffff800000000010ull);
    cr_assert_str_eq((char *)memory, "abc");
    cr_assert_null(block_copy(&block, "abc", 0));
    cr_assert_null(block_copy(&block, memory, 40));
}
