/* From the root pointer to a table: RSDP, then XSDT or RSDT, then whoever has the signature (ACPI 6.5 sections 5.2.5 to 5.2.8).
 */
#include "common/acpi/acpi.h"
#include "common/acpi/reach.h"
#include "common/base/string.h"

enum { RSDP_REVISION = 15, RSDP_RSDT = 16, RSDP_LENGTH = 20, RSDP_XSDT = 24, RSDP_BYTES_1 = 20, RSDP_BYTES_2 = 36 };
enum { TABLE_LENGTH = 4, TABLE_HEADER_BYTES = 36 };

static bool sums_to_zero(struct bytes whole, u64 len)
{
    struct bytes summed;
    return bytes_slice(whole, 0, len, &summed) && bytes_sum(summed) == 0;
}

static bool has_xsdt(const u8 *rsdp)
{
    return rsdp[RSDP_REVISION] >= 2;
}

bool acpi_rsdp_is_valid(struct bytes anchor)
{
    if (anchor.len < RSDP_BYTES_1 || memcmp(anchor.data, "RSD PTR ", 8) != 0 || !sums_to_zero(anchor, RSDP_BYTES_1))
        return false;
    if (!has_xsdt(anchor.data))
        return true;
    return anchor.len >= RSDP_BYTES_2 && load_u32(anchor.data + RSDP_LENGTH) >= RSDP_BYTES_2 &&
           sums_to_zero(anchor, load_u32(anchor.data + RSDP_LENGTH));
}

/* A table's bytes if it carries the signature and adds up. Most tables are of no interest: of those only the header is read. */
static bool view_table(const struct memory_map *memory, u64 start_phys, const char signature[4], struct bytes *table)
{
    struct bytes header;
    if (!memory_view(memory, start_phys, TABLE_HEADER_BYTES, &header) || memcmp(header.data, signature, 4) != 0)
        return false;
    const u32 len = load_u32(header.data + TABLE_LENGTH);
    return len >= TABLE_HEADER_BYTES && memory_view(memory, start_phys, len, table) && bytes_sum(*table) == 0;
}

static bool find_in_root(const struct memory_map *memory, struct bytes root, u64 address_bytes, const char signature[4],
                         struct bytes *table)
{
    struct bytes address;
    for (u64 at = TABLE_HEADER_BYTES; bytes_slice(root, at, address_bytes, &address); at += address_bytes) {
        const u64 start_phys = address_bytes == sizeof(u64) ? load_u64(address.data) : load_u32(address.data);
        if (view_table(memory, start_phys, signature, table))
            return true;
    }
    return false;
}

bool acpi_find_table(const struct memory_map *memory, u64 rsdp_phys, const char signature[4], struct bytes *table)
{
    struct bytes rsdp, root;
    if (!memory_view_up_to(memory, rsdp_phys, PAGE_BYTES, &rsdp) || !acpi_rsdp_is_valid(rsdp))
        return false;
    if (has_xsdt(rsdp.data) && view_table(memory, load_u64(rsdp.data + RSDP_XSDT), "XSDT", &root))
        return find_in_root(memory, root, sizeof(u64), signature, table);
    return view_table(memory, load_u32(rsdp.data + RSDP_RSDT), "RSDT", &root) &&
           find_in_root(memory, root, sizeof(u32), signature, table);
}
