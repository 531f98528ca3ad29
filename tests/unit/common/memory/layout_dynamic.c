/* Dynamic addresses: they use the range to its last page, and with ASLR they are hard to guess and never fail for bad luck. */
#include "common/elf/format.h"
#include "common/memory/layout_parts.h"
#include "tests/unit/common/memory/request.h"
#include <criterion/criterion.h>

static struct machine machine;

/* Guard, stack, guard, boot_info, kernel, resident text, data and facts: all that the plain machine has, in pages. */
#define PLAIN_PAGES (1 + 20 + 1 + 4 + 3 + 1 + 4 + 1)

static void start(void)
{
    machine_plain(&machine);
    machine.config.map_physical_memory = MAPPING_NONE;
}

TestSuite(layout_dynamic, .init = start);

static void set_range(u64 start_virt, u64 end_virt)
{
    machine.config.dynamic_range_start = start_virt;
    machine.config.dynamic_range_end = end_virt;
}

static void accept(void)
{
    struct error error = machine_plan(&machine);
    cr_assert_eq(error.code, ERR_NONE, "error %d about %s, %#lx", error.code, error_subject(error), error.detail);
}

Test(layout_dynamic, fills_a_range_to_its_last_page)
{
    set_range(0x10000000, 0x10000000 + PLAIN_PAGES * PAGE_BYTES);
    accept();
    set_range(0x10000000, 0x10000000 + (PLAIN_PAGES - 1) * PAGE_BYTES);
    struct error error = machine_plan(&machine);
    cr_assert_eq(error.code, ERR_LAYOUT_NO_SPACE);
    cr_assert_str_eq(error_subject(error), "what Lintel's fault handler knows");
    cr_assert_eq(error.detail, PAGE_BYTES);
}

Test(layout_dynamic, never_uses_the_last_page_of_the_address_space)
{
    set_range(0ull - (PLAIN_PAGES + 1) * PAGE_BYTES, 0);
    accept();
    set_range(0ull - PLAIN_PAGES * PAGE_BYTES, 0);
    cr_assert_eq(machine_plan(&machine).code, ERR_LAYOUT_NO_SPACE);
}

Test(layout_dynamic, stays_below_the_hole_between_the_halves)
{
    set_range(0x0000800000000000 - PLAIN_PAGES * PAGE_BYTES, 0);
    accept();
    set_range(0x0000800000000000 - (PLAIN_PAGES - 1) * PAGE_BYTES, 0);
    cr_assert_eq(machine_plan(&machine).code, ERR_LAYOUT_NO_SPACE);
}

Test(layout_dynamic, leaves_out_what_needs_five_levels)
{
    set_range(0xff00000000000000, 0);
    accept();
    cr_assert_geq(machine.mappings[0].start_virt, 0xffff800000000000);
}

Test(layout_dynamic, with_five_levels_uses_what_needs_them)
{
    machine.request.levels = 5;
    set_range(0xff00000000000000, 0xff00000000000000 + PLAIN_PAGES * PAGE_BYTES);
    accept();
    machine.request.levels = 4;
    cr_assert_eq(machine_plan(&machine).code, ERR_LAYOUT_NO_SPACE);
}

Test(layout_dynamic, a_range_in_the_hole_of_four_levels_is_empty)
{
    set_range(0x0001000000000000, 0x0002000000000000);
    cr_assert_eq(machine_plan(&machine).code, ERR_LAYOUT_NO_SPACE);
    machine.request.levels = 5;
    accept();
}

Test(layout_dynamic, with_five_levels_a_recursive_slot_lies_anywhere_in_the_half)
{
    machine.request.levels = 5;
    machine.config.map_page_table_recursive = MAPPING_DYNAMIC;
    accept();
    cr_assert_eq(machine.layout.recursive_index, 256, "the default range holds no slot");
    set_range(0x10000000, 0x20000000);
    accept();
    cr_assert_eq(machine.layout.recursive_index, 1);
}

Test(layout_dynamic, a_stack_is_executable_if_the_kernel_wants_it_so)
{
    cr_assert_eq(machine_plan(&machine).code, ERR_NONE);
    cr_assert_eq(machine_mapping_at(&machine, machine.layout.stack_bottom_virt)->permissions, MAP_WRITE);
    machine_plain(&machine);
    machine.kernel.stack_flags = PF_W | PF_X;
    cr_assert_eq(machine_plan(&machine).code, ERR_NONE);
    cr_assert_eq(machine_mapping_at(&machine, machine.layout.stack_bottom_virt)->permissions, MAP_WRITE | MAP_EXECUTE);
}

Test(layout_dynamic, says_which_object_has_no_room)
{
    machine.config.map_physical_memory = MAPPING_DYNAMIC;
    set_range(0xffff800000000000, 0xffff800000000000 + 4 * GIB_BYTES - PAGE_BYTES);
    struct error error = machine_plan(&machine);
    cr_assert_eq(error.code, ERR_LAYOUT_NO_SPACE);
    cr_assert_str_eq(error_subject(error), "map_physical_memory");
    cr_assert_eq(error.detail, 4 * GIB_BYTES);
}

Test(layout_dynamic, without_aslr_the_seed_does_not_matter)
{
    accept();
    u64 stack_virt = machine.layout.stack_bottom_virt;
    machine.request.seed = 4711;
    accept();
    cr_assert_eq(machine.layout.stack_bottom_virt, stack_virt);
    cr_assert_eq(machine.layout.kernel_slide, 0xffff80000001e000);
}

Test(layout_dynamic, goes_around_what_is_fixed)
{
    machine.config.map_boot_info = MAPPING_FIXED(0xffff800000003000);
    accept();
    cr_assert_eq(machine.layout.stack_bottom_virt, 0xffff800000008000, "the stack does not fit below boot_info");
    cr_assert_eq(machine.layout.resident_data_virt, 0xffff80000001d000, "the next largest does not either");
    cr_assert_eq(machine.layout.kernel_slide, 0xffff800000000000, "the kernel does, exactly");
}

/* Every bit that can differ does differ; among 256 seeds no two agree. */
Test(layout_dynamic, with_aslr_addresses_use_the_whole_range)
{
    machine.config.aslr = SWITCH_ON;
    u64 seen[256], ones = 0, zeros = 0;
    for (u64 seed = 0; seed < COUNT_OF(seen); seed++) {
        machine.request.seed = seed;
        accept();
        seen[seed] = machine.layout.kernel_slide;
        ones |= seen[seed];
        zeros |= ~seen[seed];
        for (u64 i = 0; i < seed; i++)
            cr_assert_neq(seen[i], seen[seed], "seeds %lu and %lu agree", i, seed);
    }
    cr_assert_eq(ones & zeros, 0x00007ffffffff000);
}

Test(layout_dynamic, with_aslr_objects_do_not_keep_their_distances)
{
    machine.config.aslr = SWITCH_ON;
    accept();
    u64 distance = machine.layout.stack_bottom_virt - machine.layout.kernel_slide;
    machine.request.seed = 1;
    accept();
    cr_assert_neq(machine.layout.stack_bottom_virt - machine.layout.kernel_slide, distance);
}

Test(layout_dynamic, with_aslr_a_range_without_a_page_to_spare_is_enough)
{
    machine.config.aslr = SWITCH_ON;
    set_range(0x10000000, 0x10000000 + PLAIN_PAGES * PAGE_BYTES);
    for (machine.request.seed = 0; machine.request.seed < 200; machine.request.seed++)
        accept();
}

Test(layout_dynamic, a_kernel_keeps_its_alignment_and_its_offset_below_it)
{
    machine_kernel(&machine, true, 0x201000, 1);
    machine.kernel.align_bytes = 0x200000;
    machine.config.aslr = SWITCH_ON;
    for (machine.request.seed = 0; machine.request.seed < 50; machine.request.seed++) {
        accept();
        cr_assert_eq(machine.layout.kernel_slide % 0x200000, 0);
    }
}

Test(layout_dynamic, a_recursive_slot_is_a_whole_one)
{
    machine.config.map_page_table_recursive = MAPPING_DYNAMIC;
    accept();
    cr_assert_eq(machine.layout.recursive_index, 256);
    set_range(0xffffff0000000000, 0);
    accept();
    cr_assert_eq(machine.layout.recursive_index, 510);
    set_range(0xffffff0000001000, 0);
    cr_assert_str_eq(error_subject(machine_plan(&machine)), "map_page_table_recursive");
}

Test(layout_dynamic, goes_around_the_page_that_runs_while_the_tables_change)
{
    set_range(0x10000000, 0x10000000 + PLAIN_PAGES * PAGE_BYTES);
    accept();
    machine.request.leap_phys = 0x10000000;
    cr_assert_eq(machine_plan(&machine).code, ERR_LAYOUT_NO_SPACE);
    set_range(0x10000000, 0x10000000 + (PLAIN_PAGES + 1) * PAGE_BYTES);
    accept();
    cr_assert_null(machine_mapping_at(&machine, 0x10000000));
}
