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

/* To firmware (UEFI 2.10 §5.2.3); our own BIOS loader is content with the type. */
static bool is_protective_to_uefi(struct bytes sector)
{
    for (size_t i = 0; i < MBR_ENTRY_COUNT; i++) {
        const u8 *entry = sector.data + MBR_ENTRIES + i * MBR_ENTRY_BYTES;
        if (entry[MBR_ENTRY_TYPE] == MBR_TYPE_PROTECTIVE && load_u32(entry + MBR_ENTRY_FIRST_LBA) == GPT_PRIMARY_LBA)
            return true;
    }
    return false;
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
    else if (facts->opened.identity.is_gpt && !is_protective_to_uefi(sector))
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

static struct error entry_is_wrong(const struct image_facts *facts, u64 value)
{
    return error_about(ERR_IMAGE_CATALOG, facts->opened.file.path, value);
}

/* A BIOS shall load all of the boot block, and to where it runs. */
static struct error check_bios_entry(const struct image_facts *facts, const struct el_torito *catalog)
{
    struct bytes entry;
    if (!bytes_slice(image_view(facts), catalog->bios_offset, EL_TORITO_ENTRY_BYTES, &entry))
        return entry_is_wrong(facts, 0);
    const u16 segment = load_u16(entry.data + EL_TORITO_SEGMENT), sectors = load_u16(entry.data + EL_TORITO_SECTORS);
    if (segment != 0 && segment != EL_TORITO_SEGMENT_USUAL)
        return entry_is_wrong(facts, segment);
    return sectors >= CD_SECTOR_BYTES / EL_TORITO_SECTOR_BYTES ? OK : entry_is_wrong(facts, sectors);
}

/* 0 and 1 sectors reach to the CD's end (UEFI 2.10 §13.3.2.1): El Torito counts no further than 32 MiB. */
static bool holds_volume(const struct image_facts *facts, u16 sectors)
{
    return sectors <= 1 || sectors * (u64)EL_TORITO_SECTOR_BYTES >= facts->opened.partition_reader.bytes;
}

static struct error check_efi_entry(const struct image_facts *facts, const struct el_torito *catalog)
{
    struct bytes entry;
    if (!bytes_slice(image_view(facts), catalog->efi_offset, EL_TORITO_ENTRY_BYTES, &entry))
        return entry_is_wrong(facts, 0);
    const u32 lba = load_u32(entry.data + EL_TORITO_LBA);
    const u16 sectors = load_u16(entry.data + EL_TORITO_SECTORS);
    if (!facts->opened.has_partition)
        return OK;
    if (lba != opened_image_volume_offset(&facts->opened) / CD_SECTOR_BYTES)
        return entry_is_wrong(facts, lba);
    return holds_volume(facts, sectors) ? OK : entry_is_wrong(facts, sectors);
}

static void check_cd(struct image_facts *facts, struct error_sink *sink)
{
    struct el_torito catalog;
    if (!el_torito_read(image_view(facts), &catalog)) {
        obstruct(facts, sink, BY_BIOS, entry_is_wrong(facts, 0));
        facts->obstacles[BY_UEFI] = facts->obstacles[BY_BIOS];
        return;
    }
    obstruct(facts, sink, BY_BIOS, check_bios_entry(facts, &catalog));
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

/* Our own reader does not look at it, firmware's does: F0h, F8h and above. */
static void check_fat_media(struct image_facts *facts, struct error_sink *sink)
{
    const struct opened_image *image = &facts->opened;
    struct bytes sector;
    if (!image->has_volume || !bytes_slice(image_view(facts), opened_image_volume_offset(image), FAT_BOOT_SECTOR_BYTES, &sector))
        return;
    const u8 media = sector.data[BPB_MEDIA];
    if (media != BPB_MEDIA_REMOVABLE && media < BPB_MEDIA_FIXED)
        obstruct(facts, sink, BY_UEFI, error_about(ERR_FAT_FORMAT, image->partition_reader.name, BPB_MEDIA));
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
    check_fat_media(facts, sink);
    check_fat_copies(facts, sink);
}
