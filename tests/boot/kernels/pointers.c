/* Promise: whatever a pointer of boot_info leads to is mapped, listed and not usable; here with everything that it can lead to.
 */
#include "check.h"
#include "reached.h"

ENTRY_POINT(.ramdisk_required = SWITCH_ON);

[[gnu::used]] static _Thread_local volatile uint64_t in_template = 1;

/* Firmware's tables have physical addresses; the sizes are those of the oldest versions. What lies at 0 is absent. */
static void check_tables(const struct boot_info *info)
{
    const struct {
        uint64_t start_phys, bytes;
    } tables[] = {
        { info->rsdp_phys, 20 },
        { info->smbios32_phys, 31 },
        { info->smbios64_phys, 24 },
        { info->efi_system_table_phys, 120 },
    };
    for (unsigned i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
        if (tables[i].start_phys != 0)
            check_not_usable(info, tables[i].start_phys, tables[i].bytes);
}

void kernel_main(struct boot_info *info)
{
    CHECK(info->command_line_bytes > 0);
    CHECK(info->ramdisk != NULL && info->file_count > 0);
    CHECK(info->framebuffer_count > 0 && info->framebuffers[0].address != NULL);
    CHECK(info->rsdp_phys != 0 && (info->smbios32_phys | info->smbios64_phys) != 0);
    CHECK_EQUAL(info->efi_memory_map != NULL, info->door == DOOR_UEFI);
    CHECK_EQUAL(info->efi_system_table_phys != 0, info->door == DOOR_UEFI);
    CHECK(info->symbols != NULL && info->symbol_names != NULL);
    CHECK(info->tls_template != NULL && info->tls_file_bytes > 0);
    CHECK(info->log_bytes > 0 && info->volume != NULL && info->stamp_count > STAMP_KERNEL);
    check_pointers(info);
    check_tables(info);
    pass();
}
