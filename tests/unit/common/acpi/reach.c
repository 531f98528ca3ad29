/* Which physical memory may be looked at, and where a device may be. */
#include "common/acpi/reach.h"
#include "tests/host/machine.h"
#include <criterion/criterion.h>

static struct memory_region regions[] = {
    { .start_phys = 0, .bytes = 0x9f000, .kind = MEMORY_USABLE },
    { .start_phys = MACHINE_RAM_START_PHYS, .bytes = 0x10000, .kind = MEMORY_ACPI_NVS },
    { .start_phys = MACHINE_RAM_START_PHYS + 0x10000, .bytes = 0x1000, .kind = MEMORY_BAD },
    { .start_phys = 0xfec00000, .bytes = 0x1000, .kind = MEMORY_RESERVED },
    { .start_phys = 5 * GIB_BYTES, .bytes = 0x1000, .kind = MEMORY_RESERVED },
};
static const struct memory_map memory = { .regions = regions, .count = COUNT_OF(regions), .capacity = COUNT_OF(regions) };

static bool can_view(u64 start_phys, u64 bytes)
{
    struct bytes view;
    return memory_view(&memory, start_phys, bytes, &view);
}

Test(memory_view, shows_what_lies_in_one_region)
{
    struct bytes view;
    machine_reset();
    cr_assert(memory_view(&memory, MACHINE_RAM_START_PHYS + 16, 0x10000 - 16, &view));
    cr_assert_eq(view.data, machine_ram(MACHINE_RAM_START_PHYS + 16));
    cr_assert_eq(view.len, 0x10000 - 16);
    cr_assert_not(can_view(MACHINE_RAM_START_PHYS + 16, 0x10000 - 15));
    cr_assert_not(can_view(MACHINE_RAM_START_PHYS + 16, UINT64_MAX));
}

Test(memory_view, refuses_what_no_region_lists)
{
    machine_reset();
    cr_assert_not(can_view(0xa0000, 1));
    cr_assert_not(can_view(UINT64_MAX, 1));
}

Test(memory_view, refuses_page_0_bad_memory_and_reserved_memory_above_4_gib)
{
    machine_reset();
    cr_assert_not(can_view(16, 1));
    cr_assert_not(can_view(MACHINE_RAM_START_PHYS + 0x10000, 1));
    cr_assert_not(can_view(5 * GIB_BYTES, 1));
}

Test(memory_view_up_to, gives_what_there_is)
{
    struct bytes view;
    machine_reset();
    cr_assert(memory_view_up_to(&memory, MACHINE_RAM_START_PHYS + 0xfff0, 4096, &view));
    cr_assert_eq(view.len, 16);
    cr_assert(memory_view_up_to(&memory, MACHINE_RAM_START_PHYS, 4096, &view));
    cr_assert_eq(view.len, 4096);
}

Test(memory_is_free_for_device, sees_memory_in_the_way)
{
    cr_assert(memory_is_free_for_device(&memory, 0xfec00000, 32));
    cr_assert(memory_is_free_for_device(&memory, 0xfed00000, 32));
    cr_assert(memory_is_free_for_device(&memory, 0x9f000, 32));
    cr_assert_not(memory_is_free_for_device(&memory, 0x9efff, 32));
    cr_assert_not(memory_is_free_for_device(&memory, MACHINE_RAM_START_PHYS - 1, 2));
}
