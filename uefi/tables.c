/* Where the firmware says its tables are. */
#include "uefi/tables.h"
#include "common/base/string.h"

static u64 find(const struct efi_configuration_table *tables, u64 count, struct efi_guid guid)
{
    for (u64 i = 0; i < count; i++)
        if (memcmp(&tables[i].guid, &guid, sizeof(guid)) == 0)
            return (u64)(uintptr_t)tables[i].table;
    return 0;
}

void tables_find(const struct efi_configuration_table *tables, u64 count, struct firmware_facts *facts)
{
    facts->rsdp_phys = find(tables, count, (struct efi_guid)EFI_ACPI_2_GUID);
    if (facts->rsdp_phys == 0)
        facts->rsdp_phys = find(tables, count, (struct efi_guid)EFI_ACPI_1_GUID);
    facts->smbios32_phys = find(tables, count, (struct efi_guid)EFI_SMBIOS_GUID);
    facts->smbios64_phys = find(tables, count, (struct efi_guid)EFI_SMBIOS_3_GUID);
}
