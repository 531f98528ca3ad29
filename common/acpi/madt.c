/* The interrupt controllers' table: ACPI 6.5 section 5.2.12. */
#include "common/acpi/acpi.h"

enum { MADT_FIRST = 44, ENTRY_BYTES_MIN = 2, ENTRY_TYPE = 0, ENTRY_LENGTH = 1 };
enum { TYPE_IO_APIC = 1, IO_APIC_BYTES = 12, IO_APIC_ADDRESS = 4 };

bool madt_next_io_apic(struct bytes madt, u64 *offset, u64 *start_phys)
{
    struct bytes head, entry;
    u64 at = *offset != 0 ? *offset : MADT_FIRST;
    while (bytes_slice(madt, at, ENTRY_BYTES_MIN, &head)) {
        const u8 len = head.data[ENTRY_LENGTH];
        if (len < ENTRY_BYTES_MIN || !bytes_slice(madt, at, len, &entry))
            return false;
        at += len;
        if (entry.data[ENTRY_TYPE] != TYPE_IO_APIC || len < IO_APIC_BYTES)
            continue;
        *offset = at;
        *start_phys = load_u32(entry.data + IO_APIC_ADDRESS);
        return true;
    }
    return false;
}
