/* Promise: firmware_type and attributes of every memory region are what the firmware said of it, page by page; what Lintel took
 * says so. On UEFI the firmware's own map is the witness, on BIOS QEMU's list of RAM. */
#include "check.h"
#include "efi_map.h"
#include "machine_ram.h"

ENTRY_POINT();

enum { E820_USABLE = 1, E820_RESERVED = 2, EFI_LOADER_DATA = 2, EFI_TYPES = 16 };

#define VIDEO_MEMORY_PHYS 0xa0000
#define BIOS_ROM_PHYS     0xf0000 /* of SeaBIOS, which has its tables there */

/* Of UEFI 2.10 §7.2's types in their order; persistent memory, MMIO and unaccepted memory are reserved. */
static const uint32_t efi_kinds[EFI_TYPES] = { MEMORY_RESERVED,
                                               MEMORY_USABLE,
                                               MEMORY_USABLE,
                                               MEMORY_LOADER_RECLAIMABLE,
                                               MEMORY_LOADER_RECLAIMABLE,
                                               MEMORY_EFI_RUNTIME_CODE,
                                               MEMORY_EFI_RUNTIME_DATA,
                                               MEMORY_USABLE,
                                               MEMORY_BAD,
                                               MEMORY_ACPI_RECLAIMABLE,
                                               MEMORY_ACPI_NVS };

static uint64_t end_of(const struct efi_descriptor *descriptor)
{
    return descriptor->start_phys + descriptor->page_count * 4096;
}

static const struct efi_descriptor *descriptor_of(const struct boot_info *info, uint64_t phys)
{
    for (uint64_t i = 0; i < efi_map_count(info); i++) {
        const struct efi_descriptor *descriptor = efi_map_at(info, i);
        if (phys >= descriptor->start_phys && phys < end_of(descriptor))
            return descriptor;
    }
    return NULL;
}

/* Firmware gave it as loader data, or it is the framebuffer, which lies outside RAM; and nobody is to be given page 0. */
static bool was_taken_by_lintel(const struct memory_region *region, const struct efi_descriptor *descriptor)
{
    if (region->firmware_type != 0 || region->attributes != 0)
        return false;
    if (region->start_phys == 0 && region->bytes == 4096)
        return region->kind == MEMORY_RESERVED;
    if (region->kind == MEMORY_FRAMEBUFFER)
        return descriptor == NULL || efi_kinds[descriptor->type] == MEMORY_RESERVED;
    return (region->kind == MEMORY_KERNEL || region->kind == MEMORY_FILE || region->kind == MEMORY_LOADER_RECLAIMABLE) &&
           descriptor != NULL && descriptor->type == EFI_LOADER_DATA;
}

/* The part of the region that begins at `phys`; gives where the next one does. */
static uint64_t check_part_uefi(const struct boot_info *info, const struct memory_region *region, uint64_t phys)
{
    const struct efi_descriptor *descriptor = descriptor_of(info, phys);
    if (was_taken_by_lintel(region, descriptor))
        return descriptor ? end_of(descriptor) : phys + 4096;
    CHECK(descriptor != NULL);
    CHECK(descriptor->type < EFI_TYPES);
    CHECK_EQUAL(region->firmware_type, descriptor->type);
    CHECK_EQUAL(region->attributes, descriptor->attributes);
    CHECK_EQUAL(region->kind, efi_kinds[descriptor->type]);
    return end_of(descriptor);
}

static bool is_listed(const struct boot_info *info, uint64_t phys)
{
    for (uint64_t i = 0; i < info->region_count; i++)
        if (phys - info->regions[i].start_phys < info->regions[i].bytes)
            return true;
    return false;
}

static void check_uefi(const struct boot_info *info)
{
    for (uint64_t i = 0; i < info->region_count; i++) {
        const struct memory_region *region = &info->regions[i];
        for (uint64_t phys = region->start_phys; phys < region->start_phys + region->bytes;)
            phys = check_part_uefi(info, region, phys);
    }
    for (uint64_t i = 0; i < efi_map_count(info); i++) {
        const struct efi_descriptor *descriptor = efi_map_at(info, i);
        CHECK(is_listed(info, descriptor->start_phys) && is_listed(info, end_of(descriptor) - 4096));
    }
}

/* Page 0, and what lies above low memory that the BIOS says nothing of. Its ROM it does list. */
static bool is_kept_from_the_kernel(const struct memory_region *region)
{
    const uint64_t end_phys = region->start_phys + region->bytes;
    if (region->start_phys == 0)
        return end_phys == 4096;
    return region->start_phys >= VIDEO_MEMORY_PHYS && end_phys <= BIOS_ROM_PHYS;
}

/* SeaBIOS gives RAM, and reserved memory, in RAM's place too; it knows no attributes. */
static void check_region_bios(const struct memory_region *region)
{
    CHECK_EQUAL(region->attributes, 0);
    switch (region->kind) {
    case MEMORY_USABLE:
        CHECK_EQUAL(region->firmware_type, E820_USABLE);
        CHECK(machine_has_ram(region->start_phys, region->bytes));
        break;
    case MEMORY_RESERVED:
        CHECK_EQUAL(region->firmware_type, is_kept_from_the_kernel(region) ? 0 : E820_RESERVED);
        break;
    case MEMORY_LOADER_RECLAIMABLE:
    case MEMORY_KERNEL:
        CHECK_EQUAL(region->firmware_type, 0);
        CHECK(machine_has_ram(region->start_phys, region->bytes));
        break;
    default:
        CHECK_EQUAL(region->kind, MEMORY_FRAMEBUFFER);
        CHECK_EQUAL(region->firmware_type, 0);
        CHECK(!machine_has_ram(region->start_phys, region->bytes));
    }
}

void kernel_main(struct boot_info *info)
{
    CHECK(info->region_count > 5);
    if (info->door == DOOR_UEFI)
        check_uefi(info);
    for (uint64_t i = 0; info->door == DOOR_BIOS && i < info->region_count; i++)
        check_region_bios(&info->regions[i]);
    pass();
}
