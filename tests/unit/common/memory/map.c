/* The memory map: firmware's habits by hand. Everything else: map_random.c. */
#include "common/memory/map.h"
#include <criterion/criterion.h>
#include <string.h>

#define ROOM 256

struct fixture {
    struct memory_region raw_regions[ROOM], claim_regions[ROOM], clean_regions[ROOM];
    struct memory_map raw, claims, clean;
};

static struct fixture f;

static void start(void)
{
    memset(&f, 0, sizeof f);
    f.raw = (struct memory_map) { f.raw_regions, 0, ROOM };
    f.claims = (struct memory_map) { f.claim_regions, 0, ROOM };
    f.clean = (struct memory_map) { f.clean_regions, 0, ROOM };
}

TestSuite(memory_map, .init = start);

static void add(struct memory_map *map, u64 start_phys, u64 end_phys, u32 kind)
{
    struct memory_region region = { start_phys, end_phys - start_phys, kind, kind, 0 };
    cr_assert_eq(memory_map_add(map, region).code, ERR_NONE);
}

static void normalise(void)
{
    cr_assert_eq(memory_map_normalise(&f.raw, &f.claims, &f.clean).code, ERR_NONE);
}

struct expected {
    u64 start_phys, end_phys;
    u32 kind;
};

static void expect(const struct expected *regions, u64 count)
{
    cr_assert_eq(f.clean.count, count, "%lu regions instead of %lu", f.clean.count, count);
    for (u64 i = 0; i < count; i++) {
        const struct memory_region *region = &f.clean.regions[i];
        cr_assert_eq(region->start_phys, regions[i].start_phys, "region %lu starts at %#lx", i, region->start_phys);
        cr_assert_eq(region->start_phys + region->bytes, regions[i].end_phys, "region %lu has %#lx bytes", i, region->bytes);
        cr_assert_eq(region->kind, regions[i].kind, "region %lu is of kind %u", i, region->kind);
    }
}
#define EXPECT(...) expect((const struct expected[]) { __VA_ARGS__ }, COUNT_OF(((const struct expected[]) { __VA_ARGS__ })))

Test(memory_map, of_nothing_is_empty)
{
    normalise();
    cr_assert_eq(f.clean.count, 0);
}

Test(memory_map, add_drops_an_empty_region)
{
    add(&f.raw, 0x1000, 0x1000, MEMORY_USABLE);
    cr_assert_eq(f.raw.count, 0);
}

Test(memory_map, add_cuts_a_region_that_wraps_around)
{
    struct memory_region region = { 0xfffffffffffff000, 0x3000, MEMORY_RESERVED, 0, 0 };
    cr_assert_eq(memory_map_add(&f.raw, region).code, ERR_NONE);
    cr_assert_eq(f.raw.regions[0].bytes, 0x1000);
}

Test(memory_map, add_takes_a_region_that_starts_at_zero_and_has_all_bytes_but_one)
{
    struct memory_region region = { 0, UINT64_MAX, MEMORY_RESERVED, 0, 0 };
    cr_assert_eq(memory_map_add(&f.raw, region).code, ERR_NONE);
    cr_assert_eq(f.raw.regions[0].bytes, UINT64_MAX);
}

Test(memory_map, add_fills_the_last_entry_and_refuses_one_more)
{
    f.raw.capacity = 2;
    struct memory_region region = { 0x1000, 0x1000, MEMORY_USABLE, 1, 0 };
    cr_assert_eq(memory_map_add(&f.raw, region).code, ERR_NONE);
    cr_assert_eq(memory_map_add(&f.raw, region).code, ERR_NONE);
    struct error error = memory_map_add(&f.raw, region);
    cr_assert_eq(error.code, ERR_MEMORY_MAP_FULL);
    cr_assert_eq(error.detail, 2);
}

Test(memory_map, sorts_and_merges_neighbours)
{
    add(&f.raw, 0x5000, 0x8000, MEMORY_USABLE);
    add(&f.raw, 0x1000, 0x3000, MEMORY_USABLE);
    add(&f.raw, 0x3000, 0x5000, MEMORY_USABLE);
    normalise();
    EXPECT({ 0x1000, 0x8000, MEMORY_USABLE });
}

Test(memory_map, keeps_neighbours_apart_whose_firmware_type_or_attributes_differ)
{
    add(&f.raw, 0x1000, 0x2000, MEMORY_USABLE);
    add(&f.raw, 0x2000, 0x3000, MEMORY_USABLE);
    add(&f.raw, 0x3000, 0x4000, MEMORY_USABLE);
    f.raw.regions[1].attributes = 8;
    f.raw.regions[2].attributes = 8;
    f.raw.regions[2].firmware_type = 7;
    normalise();
    cr_assert_eq(f.clean.count, 3);
}

Test(memory_map, a_reserved_hole_splits_usable_memory)
{
    add(&f.raw, 0x100000, 0x8000000, MEMORY_USABLE);
    add(&f.raw, 0x200000, 0x201000, MEMORY_RESERVED);
    normalise();
    EXPECT({ 0x100000, 0x200000, MEMORY_USABLE }, { 0x200000, 0x201000, MEMORY_RESERVED },
           { 0x201000, 0x8000000, MEMORY_USABLE });
}

Test(memory_map, usable_rounds_inward_and_reserved_outward)
{
    add(&f.raw, 0x10, 0x9fc00, MEMORY_USABLE);
    add(&f.raw, 0x9fc00, 0xa0000, MEMORY_RESERVED);
    add(&f.raw, 0x100800, 0x100fff, MEMORY_USABLE);
    add(&f.raw, 0x200fff, 0x201001, MEMORY_ACPI_NVS);
    normalise();
    EXPECT({ 0x1000, 0x9f000, MEMORY_USABLE }, { 0x9f000, 0xa0000, MEMORY_RESERVED }, { 0x200000, 0x202000, MEMORY_ACPI_NVS });
}

Test(memory_map, the_ebda_listed_as_usable_is_taken_back)
{
    add(&f.raw, 0, 0xa0000, MEMORY_USABLE);
    add(&f.raw, 0x9fc00, 0xa0000, MEMORY_RESERVED);
    normalise();
    EXPECT({ 0, 0x9f000, MEMORY_USABLE }, { 0x9f000, 0xa0000, MEMORY_RESERVED });
}

Test(memory_map, the_less_usable_region_wins_whatever_the_order)
{
    add(&f.raw, 0x3000, 0x6000, MEMORY_BAD);
    add(&f.raw, 0x1000, 0x5000, MEMORY_RESERVED);
    add(&f.raw, 0x0000, 0x9000, MEMORY_USABLE);
    add(&f.raw, 0x5000, 0x8000, MEMORY_ACPI_RECLAIMABLE);
    normalise();
    EXPECT({ 0, 0x1000, MEMORY_USABLE }, { 0x1000, 0x3000, MEMORY_RESERVED }, { 0x3000, 0x6000, MEMORY_BAD },
           { 0x6000, 0x8000, MEMORY_ACPI_RECLAIMABLE }, { 0x8000, 0x9000, MEMORY_USABLE });
}

Test(memory_map, unknown_kinds_are_reserved)
{
    add(&f.raw, 0x1000, 0x9000, MEMORY_USABLE);
    add(&f.raw, 0x2000, 0x3000, 77);
    normalise();
    EXPECT({ 0x1000, 0x2000, MEMORY_USABLE }, { 0x2000, 0x3000, MEMORY_RESERVED }, { 0x3000, 0x9000, MEMORY_USABLE });
}

Test(memory_map, claims_win_over_usable_and_boot_time_memory_only)
{
    add(&f.raw, 0x1000, 0x4000, MEMORY_USABLE);
    add(&f.raw, 0x4000, 0x6000, MEMORY_LOADER_RECLAIMABLE);
    add(&f.raw, 0x6000, 0x8000, MEMORY_ACPI_RECLAIMABLE);
    add(&f.claims, 0x3000, 0x7000, MEMORY_KERNEL);
    normalise();
    EXPECT({ 0x1000, 0x3000, MEMORY_USABLE }, { 0x3000, 0x6000, MEMORY_KERNEL }, { 0x6000, 0x8000, MEMORY_ACPI_RECLAIMABLE });
}

Test(memory_map, no_claims_at_all_may_be_null)
{
    add(&f.raw, 0x1000, 0x4000, MEMORY_USABLE);
    cr_assert_eq(memory_map_normalise(&f.raw, NULL, &f.clean).code, ERR_NONE);
    EXPECT({ 0x1000, 0x4000, MEMORY_USABLE });
}

Test(memory_map, ends_at_the_last_physical_address_there_can_be)
{
    add(&f.raw, MEMORY_PHYSICAL_END - 0x2000, MEMORY_PHYSICAL_END, MEMORY_USABLE);
    add(&f.raw, MEMORY_PHYSICAL_END - 0x1000, 0, MEMORY_RESERVED); /* to 2^64 */
    add(&f.raw, MEMORY_PHYSICAL_END, MEMORY_PHYSICAL_END + 0x1000, MEMORY_RESERVED);
    normalise();
    EXPECT({ MEMORY_PHYSICAL_END - 0x2000, MEMORY_PHYSICAL_END - 0x1000, MEMORY_USABLE },
           { MEMORY_PHYSICAL_END - 0x1000, MEMORY_PHYSICAL_END, MEMORY_RESERVED });
}

Test(memory_map, needs_room_for_the_pieces_and_says_so)
{
    add(&f.raw, 0x1000, 0x9000, MEMORY_USABLE);
    add(&f.raw, 0x3000, 0x4000, MEMORY_RESERVED);
    f.clean.capacity = 3;
    normalise();
    f.clean.capacity = 2;
    struct error error = memory_map_normalise(&f.raw, &f.claims, &f.clean);
    cr_assert_eq(error.code, ERR_MEMORY_MAP_FULL);
    cr_assert_eq(error.detail, 2);
}

Test(memory_map, a_claimed_framebuffer_hides_the_reserved_region_around_it)
{
    add(&f.raw, 0x10000, 0x20000, MEMORY_RESERVED);
    add(&f.claims, 0x14000, 0x18000, MEMORY_FRAMEBUFFER);
    normalise();
    cr_assert_eq(f.clean.count, 3);
    cr_assert_eq(f.clean.regions[1].kind, MEMORY_FRAMEBUFFER);
    cr_assert_eq(f.clean.regions[1].start_phys, 0x14000);
}

Test(memory_map, counts_usable_and_reclaimable_bytes)
{
    add(&f.raw, 0x1000, 0x4000, MEMORY_USABLE);
    add(&f.raw, 0x4000, 0x5000, MEMORY_LOADER_RECLAIMABLE);
    add(&f.raw, 0x5000, 0x9000, MEMORY_ACPI_RECLAIMABLE);
    normalise();
    cr_assert_eq(memory_map_usable_bytes(&f.clean), 0x4000);
}

Test(memory_map, device_memory_and_bad_memory_are_no_ram)
{
    static const u32 others[] = { MEMORY_RESERVED, MEMORY_FRAMEBUFFER, MEMORY_BAD, MEMORY_BAD + 1, UINT32_MAX };
    static const u32 ram[] = { MEMORY_USABLE,           MEMORY_LOADER_RECLAIMABLE,
                               MEMORY_KERNEL,           MEMORY_FILE,
                               MEMORY_ACPI_RECLAIMABLE, MEMORY_ACPI_NVS,
                               MEMORY_EFI_RUNTIME_CODE, MEMORY_EFI_RUNTIME_DATA };
    for (size_t i = 0; i < COUNT_OF(others); i++)
        cr_assert_not(memory_kind_is_ram(others[i]), "kind %u", others[i]);
    for (size_t i = 0; i < COUNT_OF(ram); i++)
        cr_assert(memory_kind_is_ram(ram[i]), "kind %u", ram[i]);
}
