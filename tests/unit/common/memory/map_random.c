/* Random memory maps as a BIOS and as UEFI would give them, through the doors' own translation, against a model that knows each
 * page of a small machine: nothing invented, nothing usable that firmware did not call usable, claims and all. */
#include "bios/e820.h"
#include "common/base/checked.h"
#include "common/base/string.h"
#include "common/memory/map.h"
#include "tests/unit/common/memory/random.h"
#include "uefi/efi.h"
#include "uefi/map.h"
#include <criterion/criterion.h>

#define ROUNDS           100000 /* of each door */
#define PAGES            512
#define ENTRIES_MAX      40
#define ENTRY_PAGES_MAX  48
#define DESCRIPTOR_BYTES 48
#define ROOM             512
#define NO_KIND          UINT32_MAX

/* A firmware's word for a kind of memory, and what it means to a kernel. */
struct type {
    u32 word, kind;
};

static const struct type e820_types[] = {
    { 1, MEMORY_USABLE },   { 1, MEMORY_USABLE }, { 2, MEMORY_RESERVED }, { 3, MEMORY_ACPI_RECLAIMABLE },
    { 4, MEMORY_ACPI_NVS }, { 5, MEMORY_BAD },    { 7, MEMORY_RESERVED }, { 0xffff, MEMORY_RESERVED },
};
static const struct type efi_types[] = {
    { EFI_CONVENTIONAL_MEMORY, MEMORY_USABLE },
    { EFI_LOADER_DATA, MEMORY_USABLE },
    { EFI_BOOT_SERVICES_DATA, MEMORY_LOADER_RECLAIMABLE },
    { EFI_RUNTIME_SERVICES_CODE, MEMORY_EFI_RUNTIME_CODE },
    { EFI_RUNTIME_SERVICES_DATA, MEMORY_EFI_RUNTIME_DATA },
    { EFI_UNUSABLE_MEMORY, MEMORY_BAD },
    { EFI_ACPI_RECLAIM_MEMORY, MEMORY_ACPI_RECLAIMABLE },
    { EFI_ACPI_MEMORY_NVS, MEMORY_ACPI_NVS },
    { 11, MEMORY_RESERVED }, /* MMIO */
};

static struct memory_region raw_regions[ROOM], claim_regions[ROOM], clean_regions[ROOM];
static struct memory_map raw, claims, clean;
static u32 model[PAGES]; /* the kind of each page, by the rules as map.h says them */

static void start(void)
{
    raw = (struct memory_map) { raw_regions, 0, ROOM };
    claims = (struct memory_map) { claim_regions, 0, ROOM };
    clean = (struct memory_map) { clean_regions, 0, ROOM };
    memset(model, 0xff, sizeof(model));
}

/* From more usable to less. */
static int rank(u32 kind)
{
    static const u32 order[] = {
        MEMORY_USABLE,           MEMORY_LOADER_RECLAIMABLE, MEMORY_KERNEL,   MEMORY_ACPI_RECLAIMABLE, MEMORY_ACPI_NVS,
        MEMORY_EFI_RUNTIME_CODE, MEMORY_EFI_RUNTIME_DATA,   MEMORY_RESERVED, MEMORY_FRAMEBUFFER,      MEMORY_BAD
    };
    for (int i = 0; i < (int)COUNT_OF(order); i++)
        if (order[i] == kind)
            return i;
    return -1;
}

/* Pages that lie wholly in it count as usable, pages that are touched as anything else. */
static void model_add(u64 start_phys, u64 end_phys, u32 kind)
{
    const bool inward = kind == MEMORY_USABLE;
    const u64 first = inward ? align_up(start_phys, PAGE_BYTES) / PAGE_BYTES : start_phys / PAGE_BYTES;
    const u64 end = inward ? end_phys / PAGE_BYTES : align_up(end_phys, PAGE_BYTES) / PAGE_BYTES;
    for (u64 page = first; start_phys < end_phys && page < end; page++)
        if (model[page] == NO_KIND || rank(kind) > rank(model[page]))
            model[page] = kind;
}

/* A range in units of `unit` bytes, empty ones among them. */
static void random_range(struct random *random, u64 unit, u64 *start_phys, u64 *end_phys)
{
    const u64 machine_end_phys = PAGES * PAGE_BYTES;
    *start_phys = random_below(random, machine_end_phys / unit) * unit;
    *end_phys = min_u64(*start_phys + random_below(random, ENTRY_PAGES_MAX * PAGE_BYTES / unit) * unit, machine_end_phys);
}

/* Entries of 20 and 24 bytes, at odd addresses; one in eight says that it is to be ignored. */
static void random_e820(struct random *random)
{
    for (u64 count = random_below(random, ENTRIES_MAX); count > 0; count--) {
        const struct type *type = &e820_types[random_below(random, COUNT_OF(e820_types))];
        const u32 written_bytes = random_below(random, 2) ? E820_ENTRY_BYTES : E820_ENTRY_BYTES - 4;
        const bool is_present = written_bytes < E820_ENTRY_BYTES || random_below(random, 8) != 0;
        u8 entry[E820_ENTRY_BYTES];
        u64 start_phys, end_phys;
        struct memory_region region;
        random_range(random, random_below(random, 2) ? PAGE_BYTES : 0x1ff, &start_phys, &end_phys);
        store_u64(entry, start_phys);
        store_u64(entry + 8, end_phys - start_phys);
        store_u32(entry + 16, type->word);
        store_u32(entry + 20, is_present);
        cr_assert_eq(e820_translate(entry, written_bytes, &region), is_present);
        if (!is_present)
            continue;
        cr_assert_eq(memory_map_add(&raw, region).code, ERR_NONE);
        model_add(start_phys, end_phys, type->kind);
    }
}

/* Whole pages; some that cannot be cached, some that the runtime services keep. */
static void random_efi(struct random *random)
{
    static const u64 attributes[] = { 0xf, 0xf, 0xf, EFI_MEMORY_WB, 0x1, EFI_MEMORY_WB | EFI_MEMORY_RUNTIME };
    static u8 descriptors[ENTRIES_MAX * DESCRIPTOR_BYTES];
    const u64 count = random_below(random, ENTRIES_MAX);
    for (u64 i = 0; i < count; i++) {
        const struct type *type = &efi_types[random_below(random, COUNT_OF(efi_types))];
        const u64 attribute = attributes[random_below(random, COUNT_OF(attributes))];
        const bool is_plain = attribute == 0xf || attribute == EFI_MEMORY_WB;
        const bool is_for_kernels = type->kind == MEMORY_USABLE || type->kind == MEMORY_LOADER_RECLAIMABLE;
        u8 *at = descriptors + i * DESCRIPTOR_BYTES;
        u64 start_phys, end_phys;
        random_range(random, PAGE_BYTES, &start_phys, &end_phys);
        store_u32(at, type->word);
        store_u64(at + 8, start_phys);
        store_u64(at + 24, (end_phys - start_phys) / PAGE_BYTES);
        store_u64(at + 32, attribute);
        model_add(start_phys, end_phys, is_for_kernels && !is_plain ? MEMORY_RESERVED : type->kind);
    }
    const struct bytes view = { descriptors, (size_t)count * DESCRIPTOR_BYTES };
    cr_assert_eq(map_translate(view, DESCRIPTOR_BYTES, &raw).code, ERR_NONE);
    model_add(0, PAGE_BYTES, MEMORY_RESERVED);
}

/* What the loader took: disjoint pages. */
static void random_claims(struct random *random)
{
    for (u64 page = random_below(random, 60); page < PAGES - 8; page += 8 + random_below(random, 100)) {
        const u64 start_phys = page * PAGE_BYTES, bytes = (1 + random_below(random, 7)) * PAGE_BYTES;
        const struct memory_region claim = { start_phys, bytes, MEMORY_KERNEL, MEMORY_KERNEL, 0 };
        cr_assert_eq(memory_map_add(&claims, claim).code, ERR_NONE);
        model_add(start_phys, start_phys + bytes, MEMORY_KERNEL);
    }
}

static void assert_well_formed(u64 round)
{
    for (u64 i = 0; i < clean.count; i++) {
        const struct memory_region region = clean.regions[i];
        cr_assert(region.bytes > 0 && is_aligned(region.start_phys | region.bytes, PAGE_BYTES), "round %lu", round);
        if (i + 1 == clean.count)
            return;
        const struct memory_region next = clean.regions[i + 1];
        const u64 end_phys = region.start_phys + region.bytes;
        cr_assert_leq(end_phys, next.start_phys, "round %lu: unsorted or overlapping", round);
        cr_assert(end_phys < next.start_phys || region.kind != next.kind || region.firmware_type != next.firmware_type ||
                      region.attributes != next.attributes,
                  "round %lu: not merged", round);
    }
}

/* Well-formed regions come in order, so each page is looked at once. */
static void assert_model(u64 round)
{
    u64 page = 0;
    for (u64 i = 0; i < clean.count; i++) {
        const u64 first = clean.regions[i].start_phys / PAGE_BYTES, end = first + clean.regions[i].bytes / PAGE_BYTES;
        cr_assert_leq(end, PAGES, "round %lu: memory invented", round);
        for (; page < end; page++) {
            const u32 kind = page < first ? NO_KIND : clean.regions[i].kind;
            if (kind != model[page]) /* an assertion for each page would take longer than all the rest */
                cr_assert_fail("round %lu, page %lu: kind %u, expected %u", round, page, kind, model[page]);
        }
    }
    for (; page < PAGES; page++)
        if (model[page] != NO_KIND)
            cr_assert_fail("round %lu: page %lu is lost", round, page);
}

static void assert_rounds(void (*random_map)(struct random *random))
{
    for (u64 round = 0; round < ROUNDS; round++) {
        struct random random = random_of_round(round);
        start();
        random_map(&random);
        random_claims(&random);
        clean.capacity = 2 * (raw.count + claims.count) + 1;
        cr_assert_eq(memory_map_normalise(&raw, &claims, &clean).code, ERR_NONE, "round %lu", round);
        assert_well_formed(round);
        assert_model(round);
    }
}

Test(memory_map, random_bios_maps_agree_with_a_model_of_each_page)
{
    assert_rounds(random_e820);
}

Test(memory_map, random_uefi_maps_agree_with_a_model_of_each_page)
{
    assert_rounds(random_efi);
}

Test(memory_map, cleaning_a_clean_map_changes_nothing)
{
    for (u64 round = 0; round < 200; round++) {
        struct random random = random_of_round(round);
        struct memory_region again_regions[ROOM];
        struct memory_map again = { again_regions, 0, ROOM }, none = { NULL, 0, 0 };
        start();
        random_e820(&random);
        random_claims(&random);
        cr_assert_eq(memory_map_normalise(&raw, &claims, &clean).code, ERR_NONE);
        cr_assert_eq(memory_map_normalise(&clean, &none, &again).code, ERR_NONE);
        cr_assert_eq(again.count, clean.count, "round %lu", round);
        cr_assert_eq(memcmp(again_regions, clean_regions, (size_t)again.count * sizeof(*again_regions)), 0, "round %lu", round);
    }
}
