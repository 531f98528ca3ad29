/* What a PXE ROM says of itself (PXE 2.1 sections 3.1 and 3.2). */
#include "bios/pxe.h"
#include "common/base/string.h"

/* !PXE */
enum { PXE_LENGTH = 4, PXE_ENTRY = 16, PXE_SEGMENT_COUNT = 29, PXE_SEGMENTS = 32, PXE_BYTES_MIN = 32 };
enum { SEGMENT_PHYS = 2, SEGMENT_LENGTH = 6, SEGMENT_BYTES = 8 };

/* PXENV+; where !PXE is stands there since version 2.1. */
enum { PXENV_VERSION = 6, PXENV_LENGTH = 8, PXENV_ENTRY = 10, PXENV_PXE = 40, PXENV_BYTES_MIN = 40, VERSION_WITH_PXE = 0x201 };

#define LOW_MEMORY_MAX 0xa0000u

/* All of the structure, whose length stands at `length_offset`. */
static bool take_structure(struct bytes area, const char *signature, u64 length_offset, u64 bytes_min, struct bytes *structure)
{
    const size_t signature_len = strlen(signature);
    if (area.len < bytes_min || memcmp(area.data, signature, signature_len) != 0)
        return false;
    const u8 bytes = area.data[length_offset];
    return bytes >= bytes_min && bytes_slice(area, 0, bytes, structure) && bytes_sum(*structure) == 0;
}

/* ROMs keep code and data at the top of low memory; a descriptor of what lies elsewhere says nothing. */
static u64 lowest_segment(struct bytes structure)
{
    u64 lowest_phys = UINT64_MAX;
    struct bytes segment;
    for (u64 i = 0; i < structure.data[PXE_SEGMENT_COUNT]; i++) {
        if (!bytes_slice(structure, PXE_SEGMENTS + i * SEGMENT_BYTES, SEGMENT_BYTES, &segment))
            break;
        const u32 start_phys = load_u32(segment.data + SEGMENT_PHYS);
        if (load_u16(segment.data + SEGMENT_LENGTH) != 0 && start_phys != 0 && start_phys < LOW_MEMORY_MAX)
            lowest_phys = min_u64(lowest_phys, start_phys);
    }
    return lowest_phys;
}

bool pxe_read_structure(struct bytes area, struct pxe_rom *rom)
{
    struct bytes structure;
    if (!take_structure(area, "!PXE", PXE_LENGTH, PXE_BYTES_MIN, &structure))
        return false;
    *rom = (struct pxe_rom) { load_u32(structure.data + PXE_ENTRY), lowest_segment(structure) };
    return rom->entry != 0;
}

bool pxenv_read_structure(struct bytes area, struct pxe_rom *rom, u32 *pxe_structure)
{
    struct bytes structure, pointer;
    *pxe_structure = 0;
    if (!take_structure(area, "PXENV+", PXENV_LENGTH, PXENV_BYTES_MIN, &structure))
        return false;
    if (load_u16(structure.data + PXENV_VERSION) >= VERSION_WITH_PXE && bytes_slice(structure, PXENV_PXE, 4, &pointer))
        *pxe_structure = load_u32(pointer.data);
    *rom = (struct pxe_rom) { load_u32(structure.data + PXENV_ENTRY), UINT64_MAX };
    return rom->entry != 0;
}
