/* Where a BIOS leaves what the kernel will want: anchors in low memory. */
#include "bios/tables.h"
#include "common/base/string.h"
#include "common/platform.h"

#define EBDA_SEGMENT_PHYS 0x40eull /* in the BIOS data area */
#define EBDA_LOWEST_PHYS  0x80000ull
#define EBDA_END_PHYS     0xa0000ull
#define ROM_START_PHYS    0xe0000ull
#define ROM_END_PHYS      0x100000ull

static u64 find_in(u64 start_phys, u64 end_phys, bool (*find)(struct bytes area, u64 *offset))
{
    u64 offset;
    const struct bytes area = { platform_at(start_phys), (size_t)(end_phys - start_phys) };
    return find(area, &offset) ? start_phys + offset : 0;
}

/* ACPI 6.5 section 5.2.5.1: the first KiB of the EBDA, then the ROM. */
static u64 find_rsdp(void)
{
    const u64 ebda_phys = (u64)load_u16(platform_at(EBDA_SEGMENT_PHYS)) * 16;
    const bool is_plausible = ebda_phys >= EBDA_LOWEST_PHYS && ebda_phys <= EBDA_END_PHYS - KIB_BYTES;
    const u64 in_ebda = is_plausible ? find_in(ebda_phys, ebda_phys + KIB_BYTES, rsdp_find) : 0;
    return in_ebda != 0 ? in_ebda : find_in(ROM_START_PHYS, ROM_END_PHYS, rsdp_find);
}

/* The core asks twice, and a ROM is slow: it is searched once. */
void platform_describe(struct firmware_facts *facts)
{
    static struct firmware_facts found;
    if (found.door == 0)
        found = (struct firmware_facts) { .door = DOOR_BIOS,
                                          .rsdp_phys = find_rsdp(),
                                          .smbios32_phys = find_in(ROM_START_PHYS, ROM_END_PHYS, smbios32_find),
                                          .smbios64_phys = find_in(ROM_START_PHYS, ROM_END_PHYS, smbios64_find) };
    *facts = found;
}

/* A BIOS has no generator. */
void platform_chance(u8 chance[CHANCE_BYTES])
{
    memset(chance, 0, CHANCE_BYTES);
}
