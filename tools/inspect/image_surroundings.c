/* The loader reads one copy of everything and trusts what started it; here both copies are looked at, and what started it. */
#include "tools/inspect/image_surroundings.h"
#include "bios/image.h"
#include "common/disk/el_torito.h"
#include "common/disk/fat_format.h"
#include "common/disk/gpt.h"
#include "common/disk/gpt_format.h"
#include "common/disk/mbr.h"
#include "common/disk/mbr_format.h"

static const char boot_sector_name[] = "the boot sector", boot_block_name[] = "the CD's boot block";

static struct bytes image_view(const struct image_facts *facts)
{
    return host_file_view(&facts->opened.file);
}

/* An obstacle is reported, too; the first one of a door is why it does not boot. */
static void obstruct(struct image_facts *facts, struct error_sink *sink, enum door_index door, struct error error)
{
    error_report(sink, error);
    if (facts->obstacles[door].code == ERR_NONE)
        facts->obstacles[door] = error;
}

/* Firmware starts no sector without a signature, and UEFI believes no GPT without its protective MBR. */
static void check_first_sector(struct image_facts *facts, struct error_sink *sink)
{
    struct error error = OK;
    struct bytes sector;
    const char *name = facts->opened.file.path;
    if (!bytes_slice(image_view(facts), 0, MBR_BYTES, &sector))
        return; /* the table could not be read either */
    if (!mbr_is_signed(sector))
        error = error_about(ERR_IMAGE_UNSIGNED, name, load_u16(sector.data + MBR_SIGNATURE));
    else if (facts->opened.identity.is_gpt && !mbr_is_protective(sector))
        error = error_about(ERR_MBR_DAMAGED, name, 1);
    obstruct(facts, sink, BY_UEFI, error);
    if (error.code == ERR_IMAGE_UNSIGNED && facts->obstacles[BY_BIOS].code == ERR_NONE)
        facts->obstacles[BY_BIOS] = error;
}

static void check_boot_sector(struct image_facts *facts, struct error_sink *sink)
{
    obstruct(facts, sink, BY_BIOS,
             boot_code_check(image_view(facts), 0, facts->opened.sector_bytes, boot_sector_name, &facts->boot_sector));
}

/* The boot block knows the volume's place, since a CD has no partition table for it. */
static struct error check_boot_block(struct image_facts *facts, u64 offset)
{
    struct bytes block;
    TRY(boot_code_check(image_view(facts), offset, CD_SECTOR_BYTES, boot_block_name, &facts->boot_block));
    if (!bytes_slice(image_view(facts), offset, CD_SECTOR_BYTES, &block))
        return error_about(ERR_READ_PAST_END, boot_block_name, offset + CD_SECTOR_BYTES);
    const u64 volume_lba = load_u64(block.data + FIELD_VOLUME_LBA);
    if (facts->opened.has_partition && volume_lba != opened_image_volume_offset(&facts->opened) / CD_SECTOR_BYTES)
        return error_about(ERR_IMAGE_BOOT_PLACE, boot_block_name, volume_lba);
    return OK;
}

static struct error check_efi_entry(const struct image_facts *facts, const struct el_torito *catalog)
{
    struct bytes entry;
    const u64 volume_lba = opened_image_volume_offset(&facts->opened) / CD_SECTOR_BYTES;
    if (!bytes_slice(image_view(facts), catalog->efi_offset, EL_TORITO_ENTRY_BYTES, &entry))
        return error_about(ERR_IMAGE_CATALOG, facts->opened.file.path, 0);
    const u32 lba = load_u32(entry.data + EL_TORITO_LBA);
    return !facts->opened.has_partition || lba == volume_lba ? OK : error_about(ERR_IMAGE_CATALOG, facts->opened.file.path, lba);
}

static void check_cd(struct image_facts *facts, struct error_sink *sink)
{
    struct el_torito catalog;
    if (!el_torito_read(image_view(facts), &catalog)) {
        obstruct(facts, sink, BY_BIOS, error_about(ERR_IMAGE_CATALOG, facts->opened.file.path, 0));
        facts->obstacles[BY_UEFI] = facts->obstacles[BY_BIOS];
        return;
    }
    obstruct(facts, sink, BY_BIOS, check_boot_block(facts, (u64)catalog.bios_lba * CD_SECTOR_BYTES));
    obstruct(facts, sink, BY_UEFI, check_efi_entry(facts, &catalog));
}

/* Behind an error of the table itself it would be the second word on the same damage. */
static void check_gpt_copies(struct image_facts *facts, struct error_sink *sink)
{
    struct opened_image *image = &facts->opened;
    const u64 lbas[] = { GPT_PRIMARY_LBA, image->disk.bytes / image->sector_bytes - 1 };
    if (!image->has_partition || !image->identity.is_gpt)
        return;
    for (size_t i = 0; i < COUNT_OF(lbas); i++) {
        const struct error error = gpt_check_copy(&image->disk, image->sector_bytes, lbas[i]);
        if (error.code != ERR_NONE)
            error_report(sink, error_about(ERR_IMAGE_GPT_COPY, image->file.path, lbas[i]));
    }
}

/* How many copies are kept alike; a FAT32 volume may say that only one of its FATs counts. */
static u32 fat_copies(const struct fat_volume *volume, const u8 *boot_sector)
{
    const bool has_one = volume->kind == 32 && (load_u16(boot_sector + BPB_FLAGS) & BPB_FLAG_ONE_FAT) != 0;
    return has_one ? 1 : boot_sector[BPB_FAT_COUNT];
}

static void check_fat_copies(const struct image_facts *facts, struct error_sink *sink)
{
    const struct opened_image *image = &facts->opened;
    struct bytes sector, first, second;
    const u64 offset = opened_image_volume_offset(image);
    const u64 bytes = image->volume.fat_bytes, fat_offset = offset + image->volume.fat_offset;
    if (!image->has_volume || !bytes_slice(image_view(facts), offset, FAT_BOOT_SECTOR_BYTES, &sector) ||
        fat_copies(&image->volume, sector.data) < 2 || !bytes_slice(image_view(facts), fat_offset, bytes, &first) ||
        !bytes_slice(image_view(facts), fat_offset + bytes, bytes, &second))
        return;
    for (u64 i = 0; i < bytes; i++)
        if (first.data[i] != second.data[i]) {
            error_report(sink, error_about(ERR_IMAGE_FAT_COPY, image->file.path, i));
            return;
        }
}

void image_surroundings_check(struct image_facts *facts, struct error_sink *sink)
{
    check_first_sector(facts, sink);
    check_boot_sector(facts, sink);
    if (facts->opened.is_iso)
        check_cd(facts, sink);
    check_gpt_copies(facts, sink);
    check_fat_copies(facts, sink);
}
