/* The BIOS's memory map: int 15h, AX=E820h (ACPI 6.5 section 15.1). */
#ifndef BIOS_E820_H
#define BIOS_E820_H
#include "common/memory/map.h"

#define E820_RESERVED    2
#define E820_ENTRY_BYTES 24 /* with the extended attributes of ACPI 3; older BIOSes write 20 */

/* One entry as the BIOS wrote it, `written_bytes` long, as a region. False if the BIOS says to ignore it, or wrote too little. */
bool e820_translate(const u8 entry[E820_ENTRY_BYTES], u32 written_bytes, struct memory_region *region);

/* Appends all of them. ERR_BIOS_NO_MEMORY_MAP, ERR_MEMORY_MAP_FULL. */
struct error e820_read(struct memory_map *raw);

#endif
