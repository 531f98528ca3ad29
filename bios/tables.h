/* Finding the tables that a BIOS leaves in memory: ACPI's and SMBIOS's anchors. */
#ifndef BIOS_TABLES_H
#define BIOS_TABLES_H
#include "common/base/bytes.h"

/* Searches at every 16th byte; `area` starts at a paragraph. False if there is no anchor with good checksums. */
bool rsdp_find(struct bytes area, u64 *offset);     /* "RSD PTR ", ACPI 6.5 section 5.2.5      */
bool smbios32_find(struct bytes area, u64 *offset); /* "_SM_", SMBIOS 3.7 section 5.2.1        */
bool smbios64_find(struct bytes area, u64 *offset); /* "_SM3_", SMBIOS 3.7 section 5.2.2       */

#endif
