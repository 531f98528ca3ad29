/* The configuration table. */
#include "uefi/tables.h"
#include <criterion/criterion.h>

static const struct efi_configuration_table acpi_1 = { EFI_ACPI_1_GUID, (void *)0x1000 };
static const struct efi_configuration_table acpi_2 = { EFI_ACPI_2_GUID, (void *)0x2000 };
static const struct efi_configuration_table smbios = { EFI_SMBIOS_GUID, (void *)0x3000 };
static const struct efi_configuration_table smbios_3 = { EFI_SMBIOS_3_GUID, (void *)0x4000 };

Test(uefi_tables, prefers_acpi_2_in_any_order)
{
    struct firmware_facts facts = { 0 };
    tables_find((struct efi_configuration_table[]) { acpi_1, acpi_2 }, 2, &facts);
    cr_assert_eq(facts.rsdp_phys, 0x2000);
    tables_find((struct efi_configuration_table[]) { acpi_2, acpi_1 }, 2, &facts);
    cr_assert_eq(facts.rsdp_phys, 0x2000);
}

Test(uefi_tables, is_content_with_acpi_1)
{
    struct firmware_facts facts = { 0 };
    tables_find((struct efi_configuration_table[]) { smbios, acpi_1 }, 2, &facts);
    cr_assert_eq(facts.rsdp_phys, 0x1000);
    cr_assert_eq(facts.smbios32_phys, 0x3000);
    cr_assert_eq(facts.smbios64_phys, 0);
}

Test(uefi_tables, finds_both_smbios_entries)
{
    struct firmware_facts facts = { 0 };
    tables_find((struct efi_configuration_table[]) { smbios_3, smbios }, 2, &facts);
    cr_assert_eq(facts.smbios32_phys, 0x3000);
    cr_assert_eq(facts.smbios64_phys, 0x4000);
}

Test(uefi_tables, leaves_zeros_without_tables)
{
    struct firmware_facts facts = { .rsdp_phys = 1, .door = DOOR_UEFI };
    tables_find(NULL, 0, &facts);
    cr_assert_eq(facts.rsdp_phys, 0);
    cr_assert_eq(facts.door, DOOR_UEFI);
}
