/* The memory map against what the kernel sees: its own mappings, pointers and tables. */
#include "regions.h"
#include "check.h"
#include "descriptor_table.h"
#include "reached.h"
#include "walk.h"

#define LOW_MEMORY_END_PHYS (1 * MIB)
#define LOW_PAGES_NEEDED    17 /* kernels start other CPUs there */

/* What UEFI's boot services leave is reclaimable as well, but not the loader's: firmware places it where it likes. */
static bool is_boot_services(const struct boot_info *info, const struct memory_region *region)
{
    enum { EFI_BOOT_SERVICES_CODE = 3, EFI_BOOT_SERVICES_DATA = 4 };
    return info->door == DOOR_UEFI &&
           (region->firmware_type == EFI_BOOT_SERVICES_CODE || region->firmware_type == EFI_BOOT_SERVICES_DATA);
}

static bool is_loader_owned(const struct boot_info *info, const struct memory_region *region)
{
    return (region->kind == MEMORY_LOADER_RECLAIMABLE && !is_boot_services(info, region)) || region->kind == MEMORY_KERNEL ||
           region->kind == MEMORY_FILE;
}

static bool could_be_merged(const struct memory_region *a, const struct memory_region *b)
{
    return a->start_phys + a->bytes == b->start_phys && a->kind == b->kind && a->firmware_type == b->firmware_type &&
           a->attributes == b->attributes;
}

/* For whoever reads the log of a failed test. */
static void print_regions(const struct boot_info *info)
{
    for (uint64_t i = 0; i < info->region_count; i++) {
        print_hex(info->regions[i].start_phys);
        print(" bytes ");
        print_hex(info->regions[i].bytes);
        print(" kind ");
        print_hex(info->regions[i].kind);
        print(" firmware type ");
        print_hex(info->regions[i].firmware_type);
        print("\n");
    }
}

static void check_regions(const struct boot_info *info)
{
    uint64_t low_pages = 0;
    for (uint64_t i = 0; i < info->region_count; i++) {
        const struct memory_region *region = &info->regions[i];
        CHECK(region->bytes > 0 && region->start_phys % 4096 == 0 && region->bytes % 4096 == 0);
        CHECK(region->start_phys + region->bytes > region->start_phys);
        CHECK(region->kind <= MEMORY_BAD);
        if (i > 0) {
            CHECK(region->start_phys >= region[-1].start_phys + region[-1].bytes);
            CHECK(!could_be_merged(&region[-1], region));
        }
        if (region->start_phys >= LOW_MEMORY_END_PHYS)
            continue;
        CHECK(!is_loader_owned(info, region));
        if (region->kind == MEMORY_USABLE)
            low_pages += region->bytes / 4096;
    }
    CHECK(low_pages >= LOW_PAGES_NEEDED);
}

static uint32_t kind_at(const struct boot_info *info, uint64_t phys)
{
    for (uint64_t i = 0; i < info->region_count; i++)
        if (phys - info->regions[i].start_phys < info->regions[i].bytes)
            return info->regions[i].kind;
    return MEMORY_RESERVED;
}

static void check_kind(const struct boot_info *info, uint64_t virt, uint64_t bytes, uint32_t kind)
{
    for (uint64_t page = virt & ~4095ull; page < virt + bytes; page += 4096)
        CHECK_EQUAL(kind_at(info, walk_phys(info, page)), kind);
}

/* The framebuffer is no RAM, and with a display in a PCI window it may be in no region at all. */
static void check_mappings(const struct boot_info *info)
{
    for (uint64_t i = 0; i < info->mapping_count; i++) {
        const struct boot_mapped *run = &info->mappings[i];
        if (run->owner == MAP_OWNER_PHYSICAL_MEMORY || run->owner == MAP_OWNER_FRAMEBUFFER)
            continue;
        bool is_file = run->owner == MAP_OWNER_RAMDISK || run->owner == MAP_OWNER_FILE;
        check_kind(info, run->start_virt, run->bytes,
                   run->owner == MAP_OWNER_KERNEL ? MEMORY_KERNEL
                   : is_file                      ? MEMORY_FILE
                                                  : MEMORY_LOADER_RECLAIMABLE);
    }
}

static void check_table(struct walk *walk, uint64_t table_phys)
{
    CHECK_EQUAL(kind_at(walk->info, table_phys), MEMORY_LOADER_RECLAIMABLE);
}

/* The descriptor tables are in use until the kernel loads its own. */
static void check_descriptor_tables(const struct boot_info *info)
{
    const struct descriptor_table gdt = gdt_in_use(), idt = idt_in_use();
    check_kind(info, gdt.start_virt, gdt.limit + 1u, MEMORY_LOADER_RECLAIMABLE);
    check_kind(info, idt.start_virt, idt.limit + 1u, MEMORY_LOADER_RECLAIMABLE);
}

void check_memory_map(const struct boot_info *info)
{
    print_regions(info);
    check_regions(info);
    check_mappings(info);
    check_pointers(info);
    check_descriptor_tables(info);
    struct walk walk = { .info = info, .on_table = check_table };
    walk_all(&walk);
}
