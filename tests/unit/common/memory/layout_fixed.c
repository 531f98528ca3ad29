/* Fixed addresses: the last one that is taken and the first one that is refused, and who is named for a collision. */
#include "common/memory/layout_parts.h"
#include "tests/unit/common/memory/request.h"
#include <criterion/criterion.h>

static struct machine machine;

static void start(void)
{
    machine_plain(&machine);
}

TestSuite(layout_fixed, .init = start);

static void accept(void)
{
    struct error error = machine_plan(&machine);
    cr_assert_eq(error.code, ERR_NONE, "error %d about %s, %#lx", error.code, error_subject(error), error.detail);
}

static void refuse(enum error_code code, const char *subject, u64 detail)
{
    struct error error = machine_plan(&machine);
    cr_assert_eq(error.code, code, "error %d about %s, %#lx", error.code, error_subject(error), error.detail);
    cr_assert_str_eq(error_subject(error), subject);
    cr_assert_eq(error.detail, detail, "detail %#lx", error.detail);
}

#define STACK_VIRT  0xffffe00000000000ull
#define STACK_BYTES (80 * KIB_BYTES)

/* Any two that an author can fix, at one address. */
Test(layout_fixed, names_both_owners_of_a_collision)
{
    struct boot_config *config = &machine.config;
    boot_mapping *const wishes[] = { &config->map_kernel_base,         &config->map_kernel_stack, &config->map_boot_info,
                                     &config->map_framebuffer,         &config->map_ramdisk,      &config->map_physical_memory,
                                     &config->map_page_table_recursive };
    static const char *const names[] = { "map_kernel_base", "map_kernel_stack",    "map_boot_info",           "map_framebuffer",
                                         "map_ramdisk",     "map_physical_memory", "map_page_table_recursive" };
    for (size_t first = 0; first < COUNT_OF(names); first++)
        for (size_t second = first + 1; second < COUNT_OF(names); second++) {
            char both[80] = "";
            struct text text = TEXT_OF(both);
            start();
            machine.framebuffer = (struct boot_framebuffer) { .width_px = 640, .start_phys = 0xfd000000, .bytes = 0x1000 };
            machine.request.ramdisk = (struct placed) { 0x7060000, 0x1000 };
            *wishes[first] = *wishes[second] = MAPPING_FIXED(0xffff900000000000);
            text_add(&text, "%s and %s", names[second], names[first]);
            refuse(ERR_LAYOUT_COLLISION, both, 0xffff900000000000);
        }
}

Test(layout_fixed, objects_lie_where_they_were_wished)
{
    machine.config.map_kernel_stack = MAPPING_FIXED(STACK_VIRT);
    machine.config.map_boot_info = MAPPING_FIXED(0x1000);
    machine.config.map_physical_memory = MAPPING_FIXED(0xffffc00000000000);
    accept();
    cr_assert_eq(machine.layout.stack_bottom_virt, STACK_VIRT);
    cr_assert_eq(machine.layout.boot_info_virt, 0x1000);
    cr_assert_eq(machine.layout.physical_memory_virt, 0xffffc00000000000);
}

Test(layout_fixed, a_neighbour_keeps_a_page_away_from_the_end_of_the_stack)
{
    machine.config.map_kernel_stack = MAPPING_FIXED(STACK_VIRT);
    machine.config.map_boot_info = mapping_fixed(STACK_VIRT + STACK_BYTES + PAGE_BYTES);
    accept();
    machine.config.map_boot_info = mapping_fixed(STACK_VIRT + STACK_BYTES);
    refuse(ERR_LAYOUT_COLLISION, "map_boot_info and map_kernel_stack", STACK_VIRT + STACK_BYTES);
}

Test(layout_fixed, a_neighbour_keeps_a_page_away_from_the_start_of_the_stack)
{
    machine.config.map_kernel_stack = MAPPING_FIXED(STACK_VIRT);
    machine.config.map_boot_info = mapping_fixed(STACK_VIRT - PAGE_BYTES - 0x4000);
    accept();
    machine.config.map_boot_info = mapping_fixed(STACK_VIRT - 0x4000);
    refuse(ERR_LAYOUT_COLLISION, "map_boot_info and map_kernel_stack", STACK_VIRT - PAGE_BYTES);
}

Test(layout_fixed, page_0_is_refused_and_page_1_taken)
{
    machine.config.map_kernel_stack = mapping_fixed(0x1000ull);
    accept();
    machine.config.map_kernel_stack = mapping_fixed(0ull);
    refuse(ERR_CONFIG_MAPPING_PAGE_ZERO, "map_kernel_stack", 0);
}

Test(layout_fixed, the_lower_half_ends_at_47_bits)
{
    machine.config.map_boot_info = mapping_fixed(0x0000800000000000 - 0x4000);
    accept();
    machine.config.map_boot_info = mapping_fixed(0x0000800000000000 - 0x3000);
    refuse(ERR_CONFIG_MAPPING_CANONICAL, "map_boot_info", 0x0000800000000000);
}

Test(layout_fixed, the_upper_half_starts_where_47_bits_are_extended)
{
    machine.config.map_boot_info = mapping_fixed(0xffff800000000000);
    accept();
    machine.config.map_boot_info = mapping_fixed(0xffff7ffffffff000);
    refuse(ERR_CONFIG_MAPPING_CANONICAL, "map_boot_info", 0xffff7ffffffff000);
}

Test(layout_fixed, with_five_levels_the_halves_are_256_times_as_large)
{
    machine.request.levels = 5;
    machine.config.map_boot_info = mapping_fixed(0x0100000000000000 - 0x4000);
    accept();
    machine.config.map_boot_info = mapping_fixed(0x0100000000000000 - 0x3000);
    refuse(ERR_CONFIG_MAPPING_CANONICAL, "map_boot_info", 0x0100000000000000);
    machine.config.map_boot_info = mapping_fixed(0xff00000000000000);
    accept();
    machine.config.map_boot_info = mapping_fixed(0xfefffffffffff000);
    refuse(ERR_CONFIG_MAPPING_CANONICAL, "map_boot_info", 0xfefffffffffff000);
}

Test(layout_fixed, a_kernel_linked_at_57_bits_needs_five_levels)
{
    machine_kernel(&machine, false, 0xff11000000000000, 1);
    refuse(ERR_CONFIG_MAPPING_CANONICAL, "the kernel", 0xff11000000000000);
    machine.request.levels = 5;
    accept();
    cr_assert_eq(machine.layout.levels, 5);
}

Test(layout_fixed, a_stack_may_end_at_the_last_page_and_not_in_it)
{
    machine.config.map_kernel_stack = mapping_fixed(0xfffffffffffff000 - STACK_BYTES);
    accept();
    machine.config.map_kernel_stack = mapping_fixed(0xfffffffffffff000 - STACK_BYTES + PAGE_BYTES);
    refuse(ERR_LAYOUT_LAST_PAGE, "map_kernel_stack", 0xfffffffffffff000 - STACK_BYTES + PAGE_BYTES);
    machine.config.map_kernel_stack = mapping_fixed(0xfffffffffffff000);
    refuse(ERR_LAYOUT_LAST_PAGE, "map_kernel_stack", 0xfffffffffffff000);
}

Test(layout_fixed, a_linked_kernel_keeps_its_addresses_and_others_off)
{
    machine_kernel(&machine, false, 0x100000, 4);
    machine.request.clusters[0].bytes = 12 * PAGE_BYTES;
    machine.config.map_boot_info = mapping_fixed(0x100000ull + 12 * PAGE_BYTES);
    accept();
    cr_assert_eq(machine.layout.kernel_slide, 0);
    cr_assert_eq(machine.layout.entry_virt, 0x100040);
    machine.config.map_boot_info = mapping_fixed(0x100000ull + 11 * PAGE_BYTES);
    refuse(ERR_LAYOUT_COLLISION, "map_boot_info and the kernel", 0x100000 + 11 * PAGE_BYTES);
}

Test(layout_fixed, a_linked_kernel_in_both_halves_leaves_the_space_between_free)
{
    machine_kernel(&machine, false, 0x100000, 1);
    machine.kernel.clusters[1] = (struct elf_cluster) { 0xffffffff80000000, 0x1000, PAGE_BYTES };
    machine.kernel.cluster_count = 2;
    machine.kernel.end_virt = 0xffffffff80001000;
    machine.runs[3] = (struct elf_run) { .start_virt = 0xffffffff80000000, .bytes = PAGE_BYTES, .permissions = MAP_EXECUTE };
    machine.request.kernel_run_count = 4;
    machine.request.clusters[1] = (struct placed) { 0x7060000, 0x1000 };
    machine.config.map_boot_info = MAPPING_FIXED(0x200000);
    accept();
    const struct boot_mapped *high = machine_mapping_at(&machine, 0xffffffff80000000);
    cr_assert(high && high->start_phys == 0x7060000);
}

/* The base is the ELF specification's: the first address, rounded down to the alignment. */
Test(layout_fixed, a_base_moves_the_first_segment_there_however_the_kernel_was_linked)
{
    static const u64 linked_at[] = { 0, 0x400000, 0xffffffff80000000 };
    for (size_t i = 0; i < COUNT_OF(linked_at); i++) {
        machine_kernel(&machine, true, linked_at[i], 1);
        machine.kernel.align_bytes = 0x200000;
        machine.config.map_kernel_base = MAPPING_FIXED(0xffffffffc0000000);
        accept();
        cr_assert_eq(linked_at[i] + machine.layout.kernel_slide, 0xffffffffc0000000);
        cr_assert_eq(machine.layout.entry_virt, 0xffffffffc0000040);
    }
}

Test(layout_fixed, a_base_keeps_the_offset_below_the_alignment)
{
    machine_kernel(&machine, true, 0x1000, 1);
    machine.kernel.align_bytes = 0x200000;
    machine.config.map_kernel_base = MAPPING_FIXED(0xffffffffc0000000);
    accept();
    cr_assert_eq(machine.layout.kernel_slide, 0xffffffffc0000000);
}

Test(layout_fixed, a_recursive_slot_is_taken_whole)
{
    machine.config.map_page_table_recursive = MAPPING_FIXED(0xffffff0000000000);
    machine.config.map_boot_info = MAPPING_FIXED(0xffffff8000000000);
    accept();
    cr_assert_eq(machine.layout.recursive_index, 510);
    machine.config.map_boot_info = MAPPING_FIXED(0xffffff7ffffff000);
    refuse(ERR_LAYOUT_COLLISION, "map_page_table_recursive and map_boot_info", 0xffffff7ffffff000);
}

Test(layout_fixed, with_five_levels_a_recursive_slot_has_256_tib)
{
    machine.request.levels = 5;
    machine.config.map_page_table_recursive = MAPPING_FIXED(0xff42000000000000);
    machine.config.map_boot_info = MAPPING_FIXED(0xff43000000000000);
    accept();
    cr_assert_eq(machine.layout.recursive_index, 0x142);
    machine.config.map_boot_info = MAPPING_FIXED(0xff42fffffffff000);
    refuse(ERR_LAYOUT_COLLISION, "map_page_table_recursive and map_boot_info", 0xff42fffffffff000);
    machine.config.map_page_table_recursive = mapping_fixed(0xffff000000000000);
    refuse(ERR_LAYOUT_LAST_PAGE, "map_page_table_recursive", 0xffff000000000000);
}

Test(layout_fixed, the_last_slot_has_the_last_page_and_the_first_has_page_0)
{
    machine.config.map_page_table_recursive = mapping_fixed(0xffffff8000000000);
    refuse(ERR_LAYOUT_LAST_PAGE, "map_page_table_recursive", 0xffffff8000000000);
    machine.config.map_page_table_recursive = mapping_fixed(0ull);
    refuse(ERR_CONFIG_MAPPING_PAGE_ZERO, "map_page_table_recursive", 0);
    machine.config.map_page_table_recursive = mapping_fixed(0x8000000000);
    accept();
    cr_assert_eq(machine.layout.recursive_index, 1);
}
