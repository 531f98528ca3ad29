/* Boot catalogs, good and not. */
#include "common/disk/el_torito.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define SECTORS       24u
#define RECORD_LBA    17u
#define CATALOG_LBA   20u
#define IMAGE_LBA     22u
#define RECORD_AT     (RECORD_LBA * ISO_SECTOR_BYTES)
#define CATALOG_AT    (CATALOG_LBA * ISO_SECTOR_BYTES)
#define DEFAULT_AT    (CATALOG_AT + 32u)
#define SECTION_AT    (CATALOG_AT + 64u)
#define EFI_AT        (CATALOG_AT + 96u)
#define CHECK_WORD_AT (CATALOG_AT + 28u)

static u8 *iso;

static void start(void)
{
    static const char record[] = "\0CD001\1EL TORITO SPECIFICATION";
    iso = calloc(SECTORS, ISO_SECTOR_BYTES); /* so that the sanitizer sees its end */
    memcpy(iso + RECORD_AT, record, sizeof(record));
    store_u32(iso + RECORD_AT + 71, CATALOG_LBA);
    iso[CATALOG_AT] = 1;
    store_u16(iso + CHECK_WORD_AT, 0x55aa); /* 1 + 0x55aa + 0xaa55 = 0x10000 */
    store_u16(iso + CATALOG_AT + 30, 0xaa55);
    iso[DEFAULT_AT] = 0x88;
    store_u16(iso + DEFAULT_AT + EL_TORITO_SECTORS, 8);
    store_u32(iso + DEFAULT_AT + EL_TORITO_LBA, IMAGE_LBA);
    iso[SECTION_AT] = 0x91;
    iso[SECTION_AT + 1] = 0xef;
    iso[EFI_AT] = 0x88;
}

static void finish(void)
{
    free(iso);
}

TestSuite(el_torito, .init = start, .fini = finish);

static bool read(struct el_torito *found)
{
    return el_torito_read((struct bytes) { iso, (size_t)SECTORS * ISO_SECTOR_BYTES }, found);
}

Test(el_torito, finds_both_entries)
{
    struct el_torito found;
    cr_assert(read(&found));
    cr_assert_eq(found.bios_offset, DEFAULT_AT);
    cr_assert_eq(found.efi_offset, EFI_AT);
    cr_assert_eq(found.bios_lba, IMAGE_LBA);
}

/* Each of these bytes is one that a catalog of this kind cannot be without. */
Test(el_torito, takes_no_other_catalog)
{
    static const u32 needed[] = { RECORD_AT,      RECORD_AT + 1, RECORD_AT + 6, RECORD_AT + 30, CATALOG_AT,
                                  CATALOG_AT + 1, CHECK_WORD_AT, DEFAULT_AT,    DEFAULT_AT + 1, SECTION_AT,
                                  SECTION_AT + 1, EFI_AT,        EFI_AT + 1 };
    for (size_t i = 0; i < COUNT_OF(needed); i++) {
        struct el_torito found;
        iso[needed[i]] ^= 0x02;
        cr_assert_not(read(&found), "byte %u", needed[i]);
        iso[needed[i]] ^= 0x02;
    }
}

Test(el_torito, takes_no_other_check_word_than_the_right_one)
{
    struct el_torito found;
    store_u16(iso + CHECK_WORD_AT, 0x55ab);
    cr_assert_not(read(&found));
}

Test(el_torito, takes_a_catalog_in_the_last_sector_and_none_behind_it)
{
    struct el_torito found;
    memcpy(iso + (SECTORS - 1) * ISO_SECTOR_BYTES, iso + CATALOG_AT, 128);
    store_u32(iso + RECORD_AT + 71, SECTORS - 1);
    cr_assert(read(&found));
    cr_assert_eq(found.efi_offset, (SECTORS - 1) * ISO_SECTOR_BYTES + 96);
    store_u32(iso + RECORD_AT + 71, SECTORS);
    cr_assert_not(read(&found));
    store_u32(iso + RECORD_AT + 71, UINT32_MAX);
    cr_assert_not(read(&found));
}

Test(el_torito, takes_an_image_that_ends_with_the_iso_and_no_longer_one)
{
    struct el_torito found;
    store_u32(iso + DEFAULT_AT + EL_TORITO_LBA, SECTORS - 2);
    cr_assert(read(&found)); /* 8 sectors of 512 bytes are two of these */
    store_u16(iso + DEFAULT_AT + EL_TORITO_SECTORS, 9);
    cr_assert_not(read(&found));
    store_u32(iso + DEFAULT_AT + EL_TORITO_LBA, UINT32_MAX);
    cr_assert_not(read(&found));
}

Test(el_torito, takes_nothing_that_is_shorter_than_a_boot_record)
{
    struct el_torito found;
    for (size_t len = 0; len < (RECORD_LBA + 1) * ISO_SECTOR_BYTES; len += 511) {
        u8 *cut = malloc(len + 1);
        memcpy(cut, iso, len);
        cr_assert_not(el_torito_read((struct bytes) { cut, len }, &found), "%zu", len);
        free(cut);
    }
}
