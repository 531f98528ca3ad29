/* What PXE ROMs say of themselves, whole and damaged. */
#include "bios/pxe.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define PXE_BYTES   0x58
#define PXENV_BYTES 0x2c
#define ENTRY       0x9c000123u

static u8 pxe[PXE_BYTES], pxenv[PXENV_BYTES];

static void seal(u8 *structure, size_t bytes, size_t checksum_at)
{
    structure[checksum_at] = 0;
    structure[checksum_at] = (u8)-bytes_sum((struct bytes) { structure, bytes });
}

static void put_segment(u32 index, u32 start_phys, u16 bytes)
{
    u8 *segment = pxe + 32 + index * 8;
    store_u16(segment, (u16)(start_phys >> 4));
    store_u32(segment + 2, start_phys);
    store_u16(segment + 6, bytes);
    seal(pxe, PXE_BYTES, 5);
}

static void fill(void)
{
    memset(pxe, 0, sizeof(pxe));
    memcpy(pxe, "!PXE", 4);
    pxe[4] = PXE_BYTES;
    store_u32(pxe + 16, ENTRY);
    pxe[29] = 7;
    put_segment(2, 0x9c000, 0x1000);
    memset(pxenv, 0, sizeof(pxenv));
    memcpy(pxenv, "PXENV+", 6);
    store_u16(pxenv + 6, 0x201);
    pxenv[8] = PXENV_BYTES;
    store_u32(pxenv + 10, ENTRY);
    store_u32(pxenv + 40, 0x9d000010);
    seal(pxenv, PXENV_BYTES, 9);
}

TestSuite(pxe_structure, .init = fill);

static bool read_pxe(struct pxe_rom *rom)
{
    return pxe_read_structure((struct bytes) { pxe, sizeof(pxe) }, rom);
}

static bool read_pxenv(struct pxe_rom *rom, u32 *pxe_structure)
{
    return pxenv_read_structure((struct bytes) { pxenv, sizeof(pxenv) }, rom, pxe_structure);
}

Test(pxe_structure, names_the_entry_and_the_lowest_memory_of_the_rom)
{
    struct pxe_rom rom;
    cr_assert(read_pxe(&rom));
    cr_assert_eq(rom.entry, ENTRY);
    cr_assert_eq(rom.lowest_phys, 0x9c000);
    put_segment(6, 0x9a000, 1);
    cr_assert(read_pxe(&rom));
    cr_assert_eq(rom.lowest_phys, 0x9a000);
}

Test(pxe_structure, counts_no_segment_that_is_empty_elsewhere_or_behind_the_end)
{
    struct pxe_rom rom;
    put_segment(0, 0x80000, 0);
    put_segment(1, 0xc8000, 0x8000);
    put_segment(3, 0, 0x8000);
    pxe[29] = 255;
    seal(pxe, PXE_BYTES, 5);
    cr_assert(read_pxe(&rom));
    cr_assert_eq(rom.lowest_phys, 0x9c000);
    pxe[29] = 2;
    seal(pxe, PXE_BYTES, 5);
    cr_assert(read_pxe(&rom));
    cr_assert_eq(rom.lowest_phys, UINT64_MAX, "nothing is said of low memory");
}

Test(pxe_structure, refuses_a_damaged_one)
{
    struct pxe_rom rom;
    pxe[20] ^= 1;
    cr_assert_not(read_pxe(&rom));
    fill();
    pxe[1] = 'p';
    seal(pxe, PXE_BYTES, 5);
    cr_assert_not(read_pxe(&rom));
    fill();
    store_u32(pxe + 16, 0);
    seal(pxe, PXE_BYTES, 5);
    cr_assert_not(read_pxe(&rom), "an entry at 0 is none");
}

Test(pxe_structure, of_an_older_rom_leads_to_the_newer_one_if_it_has_that)
{
    struct pxe_rom rom;
    u32 pxe_structure;
    cr_assert(read_pxenv(&rom, &pxe_structure));
    cr_assert_eq(rom.entry, ENTRY);
    cr_assert_eq(pxe_structure, 0x9d000010);
    store_u16(pxenv + 6, 0x200);
    seal(pxenv, PXENV_BYTES, 9);
    cr_assert(read_pxenv(&rom, &pxe_structure));
    cr_assert_eq(pxe_structure, 0);
    pxenv[10] ^= 1;
    cr_assert_not(read_pxenv(&rom, &pxe_structure));
    cr_assert_eq(pxe_structure, 0);
}

/* Each lies at the end of a block of its own, where the sanitizer sees each byte too many. */
Test(pxe_structure, survives_any_cut)
{
    for (size_t len = 0; len < PXE_BYTES; len++) {
        u8 *copy = malloc(len + 1);
        struct pxe_rom rom;
        u32 pxe_structure;
        memcpy(copy, pxe, len);
        cr_assert_not(pxe_read_structure((struct bytes) { copy, len }, &rom));
        memcpy(copy, pxenv, min_u64(len, PXENV_BYTES));
        cr_assert_eq(pxenv_read_structure((struct bytes) { copy, len }, &rom, &pxe_structure), len >= PXENV_BYTES);
        free(copy);
    }
}
