/* Damage to what firmware starts a CD from: the catalog, and the boot block, found as a BIOS finds it (El Torito 1.0). */
#include "tests/boot/image.h"
#include "tests/boot/volume.h"
#include <string.h>
#include <unistd.h>

#define CD_SECTOR_BYTES   2048
#define BOOT_RECORD_LBA   17
#define BOOT_RECORD_TABLE 0x47 /* the boot catalog's sector   */
#define DEFAULT_ENTRY     32
#define EFI_ENTRY         96 /* behind the header of its section */
#define ENTRY_SECTORS     6
#define ENTRY_LBA         8
#define CATALOG_CHECKSUM  28

/* bios/image.h */
#define FIELD_STAGE2_LBA 424
#define FIELD_VOLUME_LBA 440

static uint32_t read_lba(const char *image_path, uint64_t offset)
{
    uint32_t lba;
    image_read(image_path, offset, &lba, sizeof(lba));
    return lba;
}

static uint64_t catalog_offset(const char *image_path)
{
    return (uint64_t)read_lba(image_path, BOOT_RECORD_LBA * CD_SECTOR_BYTES + BOOT_RECORD_TABLE) * CD_SECTOR_BYTES;
}

static uint64_t boot_block_offset(const char *image_path)
{
    return (uint64_t)read_lba(image_path, catalog_offset(image_path) + DEFAULT_ENTRY + ENTRY_LBA) * CD_SECTOR_BYTES;
}

static void set_field(const char *image_path, uint64_t field, uint64_t lba)
{
    image_write(image_path, boot_block_offset(image_path) + field, &lba, sizeof(lba));
}

/* In what is packed: only the checksum can know. */
void cd_damage_stage2(const char *image_path)
{
    image_flip(image_path, boot_block_offset(image_path) + 5 * CD_SECTOR_BYTES - 1);
}

void cd_misplace_stage2(const char *image_path)
{
    set_field(image_path, FIELD_STAGE2_LBA, 0);
}

void cd_put_stage2_past_the_end(const char *image_path)
{
    set_field(image_path, FIELD_STAGE2_LBA, file_bytes(image_path) / CD_SECTOR_BYTES);
}

void cd_misplace_volume(const char *image_path)
{
    set_field(image_path, FIELD_VOLUME_LBA, 0);
}

void cd_put_volume_past_the_end(const char *image_path)
{
    set_field(image_path, FIELD_VOLUME_LBA, file_bytes(image_path) / CD_SECTOR_BYTES);
}

void cd_damage_catalog(const char *image_path)
{
    image_flip(image_path, catalog_offset(image_path) + CATALOG_CHECKSUM);
}

/* No longer one to start from. */
void cd_damage_bios_entry(const char *image_path)
{
    image_flip(image_path, catalog_offset(image_path) + DEFAULT_ENTRY);
}

/* Of its sectors there are ten. */
void cd_shrink_efi_volume(const char *image_path)
{
    static const uint16_t sectors = 10;
    image_write(image_path, catalog_offset(image_path) + EFI_ENTRY + ENTRY_SECTORS, &sectors, sizeof(sectors));
}

/* The volume that UEFI is to open begins where the CD ends. */
void cd_misplace_efi_volume(const char *image_path)
{
    const uint32_t lba = (uint32_t)(file_bytes(image_path) / CD_SECTOR_BYTES);
    image_write(image_path, catalog_offset(image_path) + EFI_ENTRY + ENTRY_LBA, &lba, sizeof(lba));
}

/* The volume begins with a FAT, which now ends before the root folder. */
void cd_cut_volume(const char *image_path)
{
    cr_assert(truncate(image_path, 5 << 18) == 0);
}
