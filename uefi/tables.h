/* Where the firmware says its tables are. */
#ifndef UEFI_TABLES_H
#define UEFI_TABLES_H
#include "common/platform.h"
#include "uefi/efi.h"

/* Fills in the addresses that the configuration table knows; the newer ACPI entry wins, since it leads to the same tables and
 * more (ACPI 6.5 5.2.5.2). What is not listed stays 0. */
void tables_find(const struct efi_configuration_table *tables, u64 count, struct firmware_facts *facts);

#endif
