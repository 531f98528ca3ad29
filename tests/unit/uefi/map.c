/* Descriptors of the firmware, field by field. */
#include "uefi/map.h"
#include "uefi/efi.h"
#include <criterion/criterion.h>

#define DESCRIPTOR_BYTES 48

/* Each map ends with page zero, which is why counts say `+ 1`. */

static u8 descriptors[8 * DESCRIPTOR_BYTES];
static struct memory_region regions[8];
static struct memory_map map;

static void put(size_t index, u32 type, u64 start_phys, u64 pages, u64 attributes)
{
    u8 *at = descriptors + index * DESCRIPTOR_BYTES;
    store_u32(at, type);
    store_u64(at + 8, start_phys);
    store_u64(at + 16, 0xdeadbeef); /* the virtual address */
    store_u64(at + 24, pages);
    store_u64(at + 32, attributes);
}

static enum error_code translate(size_t len, u64 descriptor_bytes, u64 capacity)
{
    map = (struct memory_map) { .regions = regions, .count = 5, .capacity = capacity };
    return map_translate((struct bytes) { descriptors, len }, descriptor_bytes, &map).code;
}

static u32 kind_of(u32 type, u64 attributes)
{
    put(0, type, 0x1000, 1, attributes);
    cr_assert_eq(translate(DESCRIPTOR_BYTES, DESCRIPTOR_BYTES, 8), ERR_NONE);
    cr_assert_eq(map.count, 1 + 1);
    return regions[0].kind;
}

Test(uefi_map, knows_every_kind)
{
    static const u32 kinds[] = {
        MEMORY_RESERVED,
        MEMORY_USABLE,
        MEMORY_USABLE,
        MEMORY_LOADER_RECLAIMABLE,
        MEMORY_LOADER_RECLAIMABLE,
        MEMORY_EFI_RUNTIME_CODE,
        MEMORY_EFI_RUNTIME_DATA,
        MEMORY_USABLE,
        MEMORY_BAD,
        MEMORY_ACPI_RECLAIMABLE,
        MEMORY_ACPI_NVS,
        MEMORY_RESERVED, /* MMIO, MMIO ports, PAL, persistent, unaccepted */
        MEMORY_RESERVED,
        MEMORY_RESERVED,
        MEMORY_RESERVED,
        MEMORY_RESERVED,
    };
    for (u32 type = 0; type < COUNT_OF(kinds); type++)
        cr_assert_eq(kind_of(type, 0xf), kinds[type], "type %u", type);
}

Test(uefi_map, takes_unknown_types_for_reserved)
{
    cr_assert_eq(kind_of(16, 0xf), MEMORY_RESERVED);
    cr_assert_eq(kind_of(0x70000000, 0xf), MEMORY_RESERVED);
    cr_assert_eq(kind_of(UINT32_MAX, 0xf), MEMORY_RESERVED);
}

Test(uefi_map, leaves_specific_purpose_memory_alone)
{
    cr_assert_eq(kind_of(EFI_CONVENTIONAL_MEMORY, EFI_MEMORY_SP | 0xf), MEMORY_RESERVED);
    cr_assert_eq(kind_of(EFI_CONVENTIONAL_MEMORY, ~(EFI_MEMORY_SP | EFI_MEMORY_RUNTIME)), MEMORY_USABLE);
}

Test(uefi_map, leaves_memory_alone_that_cannot_be_cached_or_is_kept_for_runtime)
{
    cr_assert_eq(kind_of(EFI_CONVENTIONAL_MEMORY, EFI_MEMORY_WB), MEMORY_USABLE);
    cr_assert_eq(kind_of(EFI_CONVENTIONAL_MEMORY, 0xf & ~EFI_MEMORY_WB), MEMORY_RESERVED);
    cr_assert_eq(kind_of(EFI_BOOT_SERVICES_DATA, EFI_MEMORY_WB | EFI_MEMORY_RUNTIME), MEMORY_RESERVED);
    cr_assert_eq(kind_of(EFI_RUNTIME_SERVICES_DATA, EFI_MEMORY_RUNTIME), MEMORY_EFI_RUNTIME_DATA);
}

Test(uefi_map, never_hands_out_page_zero)
{
    put(0, EFI_CONVENTIONAL_MEMORY, 0, 0xa0, 0xf);
    cr_assert_eq(translate(DESCRIPTOR_BYTES, DESCRIPTOR_BYTES, 8), ERR_NONE);
    cr_assert_eq(regions[1].start_phys, 0);
    cr_assert_eq(regions[1].bytes, PAGE_BYTES);
    cr_assert_eq(regions[1].kind, MEMORY_RESERVED);
}

Test(uefi_map, keeps_the_firmwares_type_and_attributes)
{
    put(0, EFI_RUNTIME_SERVICES_CODE, 0x7f000000, 3, 0x800000000000000f);
    cr_assert_eq(translate(DESCRIPTOR_BYTES, DESCRIPTOR_BYTES, 8), ERR_NONE);
    cr_assert_eq(regions[0].start_phys, 0x7f000000);
    cr_assert_eq(regions[0].bytes, 0x3000);
    cr_assert_eq(regions[0].firmware_type, EFI_RUNTIME_SERVICES_CODE);
    cr_assert_eq(regions[0].attributes, 0x800000000000000f);
}

Test(uefi_map, drops_descriptors_without_pages)
{
    put(0, EFI_CONVENTIONAL_MEMORY, 0x1000, 0, 0xf);
    put(1, EFI_CONVENTIONAL_MEMORY, 0x2000, 1, 0xf);
    cr_assert_eq(translate(2 * DESCRIPTOR_BYTES, DESCRIPTOR_BYTES, 8), ERR_NONE);
    cr_assert_eq(map.count, 1 + 1);
    cr_assert_eq(regions[0].start_phys, 0x2000);
}

Test(uefi_map, cuts_page_counts_that_overflow)
{
    put(0, EFI_CONVENTIONAL_MEMORY, 0x1000, (1ull << 52) + 1, 0xf);
    put(1, EFI_CONVENTIONAL_MEMORY, 0x1000, (1ull << 52) - 1, 0xf);
    put(2, EFI_CONVENTIONAL_MEMORY, 0x1000, (1ull << 52) - 2, 0xf);
    cr_assert_eq(translate(3 * DESCRIPTOR_BYTES, DESCRIPTOR_BYTES, 8), ERR_NONE);
    cr_assert_eq(regions[0].bytes, 0 - 0x1000ull);
    cr_assert_eq(regions[1].bytes, 0 - 0x1000ull);
    cr_assert_eq(regions[2].bytes, 0 - 0x2000ull);
}

Test(uefi_map, steps_by_the_firmwares_descriptor_size)
{
    put(0, EFI_CONVENTIONAL_MEMORY, 0x1000, 1, 0xf);
    cr_assert_eq(translate(2 * DESCRIPTOR_BYTES, 2 * DESCRIPTOR_BYTES, 8), ERR_NONE);
    cr_assert_eq(map.count, 1 + 1);
    cr_assert_eq(translate(MAP_DESCRIPTOR_MIN_BYTES, MAP_DESCRIPTOR_MIN_BYTES, 8), ERR_NONE);
    cr_assert_eq(map.count, 1 + 1);
}

Test(uefi_map, refuses_a_descriptor_size_below_the_minimum)
{
    cr_assert_eq(translate(DESCRIPTOR_BYTES, MAP_DESCRIPTOR_MIN_BYTES - 1, 8), ERR_UEFI_MEMORY_MAP);
    cr_assert_eq(translate(DESCRIPTOR_BYTES, 0, 8), ERR_UEFI_MEMORY_MAP);
}

Test(uefi_map, drops_a_descriptor_that_is_cut_short)
{
    put(0, EFI_CONVENTIONAL_MEMORY, 0x1000, 1, 0xf);
    put(1, EFI_CONVENTIONAL_MEMORY, 0x2000, 1, 0xf);
    cr_assert_eq(translate(2 * DESCRIPTOR_BYTES - 1, DESCRIPTOR_BYTES, 8), ERR_NONE);
    cr_assert_eq(map.count, 1 + 1);
    cr_assert_eq(translate(0, DESCRIPTOR_BYTES, 8), ERR_NONE);
    cr_assert_eq(map.count, 0 + 1);
}

Test(uefi_map, says_when_the_map_is_full)
{
    for (size_t i = 0; i < 3; i++)
        put(i, EFI_CONVENTIONAL_MEMORY, 0x1000 * i, 1, 0xf);
    cr_assert_eq(translate(3 * DESCRIPTOR_BYTES, DESCRIPTOR_BYTES, 4), ERR_NONE);
    cr_assert_eq(translate(3 * DESCRIPTOR_BYTES, DESCRIPTOR_BYTES, 3), ERR_MEMORY_MAP_FULL);
}
