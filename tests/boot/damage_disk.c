/* Disks with damage to the partition table or to what the BIOS starts from them. */
#include "tests/boot/image.h"
#include "tests/boot/volume.h"
#include <string.h>
#include <unistd.h>

#define MBR_SIGNATURE   440 /* the disk's, not that of the sector */
#define MBR_ENTRIES     446
#define MBR_ENTRIES_ALL 64
#define MBR_ENTRY_TYPE  4
#define MBR_ENTRY_LBA   8
#define MBR_ENDS_IN     510
#define GPT_HEADER_LBA  1
#define GPT_ENTRIES_LBA 2
#define GPT_DISK_GUID   56 /* of the header: covered by its checksum, and by nothing else */
#define GPT_ENTRY_NAME  56 /* of an entry, likewise                                       */

/* Where `lintel build` puts stage 2, and where the boot sector has that from: bios/image.h. */
#define STAGE2_LBA       40
#define FIELD_STAGE2_LBA 424

#define FLOPPY_BYTES 1474560

#define GPT_BACKUP_SECTORS 33

void image_damage_primary_header(const char *image_path)
{
    image_flip(image_path, GPT_HEADER_LBA * SECTOR_BYTES + GPT_DISK_GUID);
}

void image_damage_primary_entries(const char *image_path)
{
    image_flip(image_path, GPT_ENTRIES_LBA * SECTOR_BYTES + GPT_ENTRY_NAME);
}

void image_damage_both_headers(const char *image_path)
{
    image_damage_primary_header(image_path);
    image_flip(image_path, file_bytes(image_path) - SECTOR_BYTES + GPT_DISK_GUID);
}

/* What remains of the table is the signature without which no BIOS starts the disk. */
void image_remove_tables(const char *image_path)
{
    static const uint8_t zeros[SECTOR_BYTES];
    image_write(image_path, MBR_ENTRIES, zeros, MBR_ENTRIES_ALL);
    image_write(image_path, GPT_HEADER_LBA * SECTOR_BYTES, zeros, sizeof(zeros));
    image_write(image_path, file_bytes(image_path) - SECTOR_BYTES, zeros, sizeof(zeros));
}

void image_sign_disk(const char *image_path)
{
    static const uint8_t signature[4] = { 0x05, 0xe1, 0x71, 0x1e };
    image_write(image_path, MBR_SIGNATURE, signature, sizeof(signature));
}

/* By a tool that knows what a GUID looks like on a disk. */
void image_name_disk(const char *image_path)
{
    struct command sgdisk = { 0 };
    command_add(&sgdisk, "sgdisk");
    command_add(&sgdisk, "--disk-guid=00112233-4455-6677-8899-aabbccddeeff");
    command_add(&sgdisk, "--partition-guid=2:10112233-4455-6677-8899-aabbccddeeff");
    command_add(&sgdisk, "%s", image_path);
    command_must(&sgdisk, "build/boot/sgdisk.log");
    image_sign_disk(image_path);
}

/* All bits of the first entry's status, which was active. */
void image_damage_mbr_status(const char *image_path)
{
    image_flip(image_path, MBR_ENTRIES);
}

/* Of an MBR's volume, or of the entry that protects a GPT. */
void image_damage_mbr_type(const char *image_path)
{
    image_flip(image_path, MBR_ENTRIES + MBR_ENTRY_TYPE);
}

/* An entry that protects a GPT starts with it, at sector 1. */
void image_misplace_protection(const char *image_path)
{
    image_flip(image_path, MBR_ENTRIES + MBR_ENTRY_LBA);
}

void image_damage_mbr_signature(const char *image_path)
{
    image_flip(image_path, MBR_ENDS_IN);
}

/* The partition's last sectors, a MiB of them, are not there: a copy that broke off. */
void image_cut_volume(const char *image_path)
{
    cr_assert(truncate(image_path, (off_t)file_bytes(image_path) - (1 << 20)) == 0);
}

/* A table in which all is well, but for the ESP, which is said to hold Linux's files. */
void image_retype_volume(const char *image_path)
{
    struct command command = { 0 };
    command_add(&command, "sgdisk");
    command_add(&command, "--typecode=2:8300");
    command_add(&command, "%s", image_path);
    command_must(&command, "/dev/null");
}

/* The last byte of the tenth sector, in what is packed: only the checksum can know. */
void image_damage_stage2(const char *image_path)
{
    image_flip(image_path, (STAGE2_LBA + 10) * SECTOR_BYTES - 1);
}

void image_misplace_stage2(const char *image_path)
{
    const uint64_t lba = file_bytes(image_path) / SECTOR_BYTES;
    image_write(image_path, FIELD_STAGE2_LBA, &lba, sizeof(lba));
}

/* As much of the image as a floppy disk holds. */
void image_shrink_to_floppy(const char *image_path)
{
    cr_assert(truncate(image_path, FLOPPY_BYTES) == 0);
}

/* Nothing behind the last sector that has data; the backup of the partition table, behind it in the image, does not count. */
void image_end_with_the_last_file(const char *image_path)
{
    static const uint8_t zeros[SECTOR_BYTES];
    uint8_t sector[SECTOR_BYTES];
    uint64_t lba = file_bytes(image_path) / SECTOR_BYTES - GPT_BACKUP_SECTORS;
    do
        image_read(image_path, --lba * SECTOR_BYTES, sector, sizeof(sector));
    while (memcmp(sector, zeros, sizeof(sector)) == 0);
    cr_assert(truncate(image_path, (off_t)((lba + 1) * SECTOR_BYTES)) == 0);
}
