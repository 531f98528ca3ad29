/* Promise: on whatever machine, boot_info tells the truth about its memory, the page tables and the ramdisk. What RAM there is
 * the kernel knows from the machine, not from the loader. */
#include "check.h"
#include "content.h"
#include "machine_ram.h"
#include "mapped.h"
#include "regions.h"

ENTRY_POINT(.ramdisk_required = SWITCH_ON);

#define RAMDISK_BYTES  (1 * MIB + 803) /* as in cross/rows.c */
#define WITHHELD_BYTES (2 * MIB)       /* at most: what firmware keeps or reports as reserved */

static bool is_ram(uint32_t kind)
{
    return kind != MEMORY_RESERVED && kind != MEMORY_FRAMEBUFFER && kind != MEMORY_BAD;
}

/* All of the machine's RAM is there but for what firmware keeps, and no region calls RAM what is none. */
static void check_ram(const struct boot_info *info)
{
    uint64_t listed_bytes = 0, machine_bytes = machine_ram_bytes();
    for (uint64_t i = 0; i < info->region_count; i++) {
        const struct memory_region *region = &info->regions[i];
        if (!is_ram(region->kind))
            continue;
        if (region->kind == MEMORY_USABLE)
            CHECK(machine_has_ram(region->start_phys, region->bytes));
        listed_bytes += region->bytes;
    }
    print("RAM: ");
    print_hex(listed_bytes);
    print(" of ");
    print_hex(machine_bytes);
    print("\n");
    CHECK(listed_bytes <= machine_bytes);
    CHECK(listed_bytes >= machine_bytes - WITHHELD_BYTES);
}

static void check_identity(const struct boot_info *info)
{
    static const uint8_t magic[16] = BOOT_INFO_MAGIC;
    for (size_t i = 0; i < sizeof(magic); i++)
        CHECK_EQUAL(info->magic[i], magic[i]);
    CHECK(info->rsdp_phys != 0);
    CHECK(info->framebuffer_count > 0);
    CHECK(info->volume != NULL && info->volume->kind == VOLUME_GPT);
    CHECK_EQUAL(info->efi_system_table_phys != 0, info->door == DOOR_UEFI);
}

void kernel_main(struct boot_info *info)
{
    check_identity(info);
    check_ram(info);
    check_memory_map(info);
    check_mapped(info);
    check_ramdisk(info, RAMDISK_BYTES);
    pass();
}
