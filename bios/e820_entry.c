/* What an entry of the BIOS's memory map means. */
#include "bios/e820.h"

#define SHORT_ENTRY_BYTES    20
#define ATTRIBUTE_IS_PRESENT 1u

enum { E820_USABLE = 1, E820_ACPI_RECLAIMABLE = 3, E820_ACPI_NVS = 4, E820_BAD = 5 };

static u32 kind_of(u32 type)
{
    switch (type) {
    case E820_USABLE:
        return MEMORY_USABLE;
    case E820_ACPI_RECLAIMABLE:
        return MEMORY_ACPI_RECLAIMABLE;
    case E820_ACPI_NVS:
        return MEMORY_ACPI_NVS;
    case E820_BAD:
        return MEMORY_BAD;
    default:
        return MEMORY_RESERVED;
    }
}

bool e820_translate(const u8 entry[E820_ENTRY_BYTES], u32 written_bytes, struct memory_region *region)
{
    if (written_bytes < SHORT_ENTRY_BYTES)
        return false;
    const u32 attributes = written_bytes >= E820_ENTRY_BYTES ? load_u32(entry + 20) : ATTRIBUTE_IS_PRESENT;
    if ((attributes & ATTRIBUTE_IS_PRESENT) == 0)
        return false;
    const u32 type = load_u32(entry + 16);
    *region = (struct memory_region) { .start_phys = load_u64(entry),
                                       .bytes = load_u64(entry + 8),
                                       .kind = kind_of(type),
                                       .firmware_type = type,
                                       .attributes = written_bytes >= E820_ENTRY_BYTES ? attributes : 0 };
    return true;
}
