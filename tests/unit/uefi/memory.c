/* Pages: where they may lie, how they are aligned, and that nothing more is kept. */
#include "uefi/memory.h"
#include "common/base/checked.h"
#include "tests/unit/uefi/fake_firmware.h"
#include <criterion/criterion.h>

static u64 start_phys;

static enum error_code allocate(u64 bytes, u64 align_bytes)
{
    start_phys = 0;
    return memory_allocate(bytes, align_bytes, "the test", &start_phys).code;
}

TestSuite(uefi_memory, .init = fake_firmware_reset);

Test(uefi_memory, prefers_below_4_gib)
{
    fake.free[0] = (struct fake_range) { 0x100000000, 0x200000000 };
    fake.free[1] = (struct fake_range) { 0x10000000, 0x10010000 };
    cr_assert_eq(allocate(0x10000, PAGE_BYTES), ERR_NONE);
    cr_assert_eq(start_phys, 0x10000000);
    cr_assert_eq(allocate(0x10001, PAGE_BYTES), ERR_NONE);
    cr_assert_eq(start_phys, 0x200000000 - 0x11000);
}

Test(uefi_memory, reaches_up_to_4_gib_itself)
{
    fake.free[0] = (struct fake_range) { 0xfff00000, 0x200000000 };
    cr_assert_eq(allocate(1, PAGE_BYTES), ERR_NONE);
    cr_assert_eq(start_phys, 0xfffff000);
}

Test(uefi_memory, gives_a_page_for_no_bytes)
{
    fake.free[0] = (struct fake_range) { 0x10000000, 0x20000000 };
    cr_assert_eq(allocate(0, PAGE_BYTES), ERR_NONE);
    cr_assert_eq(fake.held_pages, 1);
}

Test(uefi_memory, aligns_and_gives_the_rest_back)
{
    fake.free[0] = (struct fake_range) { 0x10001000, 0x10fff000 };
    for (u64 align_bytes = PAGE_BYTES; align_bytes <= 4 * MIB_BYTES; align_bytes *= 2) {
        fake.held_pages = 0;
        cr_assert_eq(allocate(3 * PAGE_BYTES, align_bytes), ERR_NONE);
        cr_assert_eq(start_phys % align_bytes, 0);
        cr_assert_eq(fake.held_pages, 3);
    }
}

Test(uefi_memory, retries_above_the_first_mib)
{
    fake.free[0] = (struct fake_range) { 0x80000, 0x90000 };
    fake.free[1] = (struct fake_range) { 0x100000000, 0x100200000 };
    cr_assert_eq(allocate(0x1000, PAGE_BYTES), ERR_NONE);
    cr_assert_geq(start_phys, 0x100000000);
    cr_assert_eq(fake.held_pages, 1);
}

Test(uefi_memory, takes_the_part_of_a_block_that_lies_above_the_first_mib)
{
    fake.free[0] = (struct fake_range) { 0, 0x101000 };
    cr_assert_eq(allocate(0x1000, PAGE_BYTES), ERR_NONE);
    cr_assert_eq(start_phys, 0x100000);
    cr_assert_eq(allocate(0x2000, PAGE_BYTES), ERR_NOT_ENOUGH_MEMORY);
}

Test(uefi_memory, never_gives_memory_below_1_mib)
{
    fake.free[0] = (struct fake_range) { 0, 0xa0000 };
    cr_assert_eq(allocate(0x1000, PAGE_BYTES), ERR_NOT_ENOUGH_MEMORY);
    cr_assert_eq(fake.held_pages, 0);
}

Test(uefi_memory, says_what_for_and_how_much_was_missing)
{
    struct error error = memory_allocate(5000, PAGE_BYTES, "the ramdisk", &start_phys);
    cr_assert_eq(error.code, ERR_NOT_ENOUGH_MEMORY);
    cr_assert_str_eq(error_subject(error), "the ramdisk");
    cr_assert_eq(error.detail, 8192);
}

Test(uefi_memory, refuses_sizes_that_wrap_around)
{
    fake.free[0] = (struct fake_range) { 0x10000000, 0x20000000 };
    cr_assert_eq(allocate(UINT64_MAX, PAGE_BYTES), ERR_NOT_ENOUGH_MEMORY);
    cr_assert_eq(allocate(UINT64_MAX - 2 * PAGE_BYTES, 2 * MIB_BYTES), ERR_NOT_ENOUGH_MEMORY);
}

Test(uefi_memory, tells_another_refusal_from_too_little_memory)
{
    fake.allocate_status = EFI_INVALID;
    struct error error = memory_allocate(1, PAGE_BYTES, "the test", &start_phys);
    cr_assert_eq(error.code, ERR_FIRMWARE_ALLOCATE);
    cr_assert_eq(error.detail, EFI_INVALID);
}
