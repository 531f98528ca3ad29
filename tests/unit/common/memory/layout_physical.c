/* The mapping of physical memory: what is in it, what is left out, and the aliases that are tamer than the rest. */
#include "common/memory/layout_parts.h"
#include "tests/unit/common/memory/request.h"
#include <criterion/criterion.h>

#define BASE_VIRT 0xffff800000000000ull

static struct machine machine;

static void start(void)
{
    machine_plain(&machine);
}

TestSuite(layout_physical, .init = start);

static void add_region(u64 start_phys, u64 bytes, u32 kind)
{
    struct memory_region region = { start_phys, bytes, kind, 1, 0 };
    cr_assert_eq(memory_map_add(&machine.memory, region).code, ERR_NONE);
}

static const struct boot_mapped *alias_of(u64 phys)
{
    return machine_mapping_at(&machine, machine.layout.physical_memory_virt + phys);
}

static void plan(void)
{
    struct error error = machine_plan(&machine);
    cr_assert_eq(error.code, ERR_NONE, "error %d about %s", error.code, error_subject(error));
    cr_assert_eq(machine.layout.physical_memory_virt, BASE_VIRT);
}

static void expect_alias(u64 phys, u32 permissions, u32 cache)
{
    const struct boot_mapped *alias = alias_of(phys);
    cr_assert_not_null(alias, "%#lx is not mapped", phys);
    cr_assert_eq(alias->permissions, permissions, "%#lx", phys);
    cr_assert_eq(alias->cache, cache, "%#lx", phys);
}

Test(layout_physical, is_the_first_4_gib_at_least)
{
    plan();
    cr_assert_eq(machine.layout.physical_memory_bytes, 4 * GIB_BYTES);
    expect_alias(0, MAP_WRITE, CACHE_WRITE_BACK);
    expect_alias(0xfee00000, MAP_WRITE, CACHE_WRITE_BACK);
    expect_alias(4 * GIB_BYTES - PAGE_BYTES, MAP_WRITE, CACHE_WRITE_BACK);
}

Test(layout_physical, ends_with_ram_and_not_with_a_reserved_hole_near_1_tib)
{
    add_region(4 * GIB_BYTES, 2 * GIB_BYTES, MEMORY_USABLE);
    add_region(0xfd00000000, 0x300000000, MEMORY_RESERVED);
    plan();
    cr_assert_eq(machine.layout.physical_memory_bytes, 6 * GIB_BYTES);
}

Test(layout_physical, leaves_holes_above_4_gib_out_and_spans_them)
{
    add_region(4 * GIB_BYTES, GIB_BYTES, MEMORY_USABLE);
    add_region(5 * GIB_BYTES, GIB_BYTES, MEMORY_RESERVED);
    add_region(512 * GIB_BYTES, GIB_BYTES, MEMORY_USABLE);
    plan();
    cr_assert_eq(machine.layout.physical_memory_bytes, 513 * GIB_BYTES);
    cr_assert_null(alias_of(5 * GIB_BYTES));
    cr_assert_null(alias_of(100 * GIB_BYTES));
    expect_alias(513 * GIB_BYTES - PAGE_BYTES, MAP_WRITE, CACHE_WRITE_BACK);
}

Test(layout_physical, leaves_bad_memory_out_also_below_4_gib)
{
    add_region(0x10000000, PAGE_BYTES, MEMORY_BAD);
    add_region(4 * GIB_BYTES - PAGE_BYTES, 2 * PAGE_BYTES, MEMORY_BAD);
    add_region(4 * GIB_BYTES + PAGE_BYTES, PAGE_BYTES, MEMORY_USABLE);
    plan();
    cr_assert_null(alias_of(0x10000000));
    cr_assert_null(alias_of(4 * GIB_BYTES - PAGE_BYTES));
    cr_assert_null(alias_of(4 * GIB_BYTES));
    expect_alias(0x10001000, MAP_WRITE, CACHE_WRITE_BACK);
    expect_alias(4 * GIB_BYTES + PAGE_BYTES, MAP_WRITE, CACHE_WRITE_BACK);
}

Test(layout_physical, ends_where_the_cpu_cannot_address_more)
{
    machine.cpu.physical_bits = 36;
    add_region((1ull << 36) - GIB_BYTES, 2 * GIB_BYTES, MEMORY_USABLE);
    plan();
    cr_assert_eq(machine.layout.physical_memory_bytes, 1ull << 36);
    expect_alias((1ull << 36) - PAGE_BYTES, MAP_WRITE, CACHE_WRITE_BACK);
}

Test(layout_physical, text_and_rodata_cannot_be_written_through_their_aliases)
{
    plan();
    u64 kernel_phys = machine.request.clusters[0].start_phys;
    expect_alias(kernel_phys, 0, CACHE_WRITE_BACK);
    expect_alias(kernel_phys + PAGE_BYTES, 0, CACHE_WRITE_BACK);
    expect_alias(kernel_phys + 2 * PAGE_BYTES, MAP_WRITE, CACHE_WRITE_BACK);
    expect_alias(kernel_phys - PAGE_BYTES, MAP_WRITE, CACHE_WRITE_BACK);
    expect_alias(machine.request.resident_text.start_phys, 0, CACHE_WRITE_BACK);
    expect_alias(machine.request.resident_data.start_phys, MAP_WRITE, CACHE_WRITE_BACK);
    expect_alias(machine.request.resident_facts.start_phys, 0, CACHE_WRITE_BACK);
}

Test(layout_physical, the_framebuffer_is_write_combining_whole_pages_wide_even_if_it_is_mapped_nowhere_else)
{
    machine.framebuffer = (struct boot_framebuffer) { .width_px = 640, .start_phys = 0xfd000800, .bytes = 0x1000 };
    machine.config.map_framebuffer = MAPPING_NONE;
    plan();
    cr_assert_eq(machine.layout.framebuffer_virt, 0);
    expect_alias(0xfcfff000, MAP_WRITE, CACHE_WRITE_BACK);
    expect_alias(0xfd000000, MAP_WRITE, CACHE_WRITE_COMBINING);
    expect_alias(0xfd001000, MAP_WRITE, CACHE_WRITE_COMBINING);
    expect_alias(0xfd002000, MAP_WRITE, CACHE_WRITE_BACK);
}

Test(layout_physical, a_framebuffer_above_4_gib_has_no_alias)
{
    machine.framebuffer = (struct boot_framebuffer) { .width_px = 640, .start_phys = 0x4000000800, .bytes = 3 * MIB_BYTES };
    add_region(512 * GIB_BYTES, GIB_BYTES, MEMORY_USABLE);
    plan();
    cr_assert_null(alias_of(0x4000000000));
    cr_assert_eq(machine.layout.framebuffer_virt % (2 * MIB_BYTES), 0x800);
}

Test(layout_physical, a_framebuffer_that_wraps_around_is_refused)
{
    machine.framebuffer = (struct boot_framebuffer) { .width_px = 640, .start_phys = 0xfffffffffffff000, .bytes = 0x1001 };
    struct error error = machine_plan(&machine);
    cr_assert_eq(error.code, ERR_PHYSICAL_LIMIT);
    cr_assert_str_eq(error_subject(error), "the framebuffer");
    cr_assert_eq(error.detail, 0xfffffffffffff000);
}
