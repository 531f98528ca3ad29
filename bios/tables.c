/* Anchors: a signature on a paragraph, and bytes that sum up to 0. */
#include "bios/tables.h"
#include "common/acpi/acpi.h"
#include "common/base/string.h"

#define PARAGRAPH_BYTES 16
#define SMBIOS32_LENGTH 5
#define SMBIOS32_BYTES  30 /* 31 in truth; an early edition of the specification said 30, and BIOSes followed it */
#define SMBIOS64_LENGTH 6
#define SMBIOS64_BYTES  24

/* Bytes `length` from the anchor's start on lie in the area and sum up to 0. */
static bool sums_to_zero(struct bytes anchor, u64 length)
{
    struct bytes summed;
    return bytes_slice(anchor, 0, length, &summed) && bytes_sum(summed) == 0;
}

static bool is_smbios32(struct bytes anchor)
{
    return anchor.len >= SMBIOS32_BYTES && memcmp(anchor.data, "_SM_", 4) == 0 &&
           anchor.data[SMBIOS32_LENGTH] >= SMBIOS32_BYTES && sums_to_zero(anchor, anchor.data[SMBIOS32_LENGTH]);
}

static bool is_smbios64(struct bytes anchor)
{
    return anchor.len >= SMBIOS64_BYTES && memcmp(anchor.data, "_SM3_", 5) == 0 &&
           anchor.data[SMBIOS64_LENGTH] >= SMBIOS64_BYTES && sums_to_zero(anchor, anchor.data[SMBIOS64_LENGTH]);
}

/* A ROM has 8192 paragraphs, and most searches go through all of them: the first four bytes decide nearly always. */
static bool find(struct bytes area, const char tag[4], bool (*is_anchor)(struct bytes anchor), u64 *offset)
{
    const u32 first_bytes = load_u32((const u8 *)tag);
    for (u64 at = 0; at + sizeof(first_bytes) <= area.len; at += PARAGRAPH_BYTES) {
        if (load_u32(area.data + at) == first_bytes && is_anchor((struct bytes) { area.data + at, area.len - (size_t)at })) {
            *offset = at;
            return true;
        }
    }
    return false;
}

bool rsdp_find(struct bytes area, u64 *offset)
{
    return find(area, "RSD ", acpi_rsdp_is_valid, offset);
}

bool smbios32_find(struct bytes area, u64 *offset)
{
    return find(area, "_SM_", is_smbios32, offset);
}

bool smbios64_find(struct bytes area, u64 *offset)
{
    return find(area, "_SM3", is_smbios64, offset);
}
