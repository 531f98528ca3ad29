/* A disk in memory with the GPT that gpt_write makes: partition 1 BIOS boot, partition 2 EFI system. */
#ifndef TESTS_UNIT_COMMON_DISK_GPT_DISK_H
#define TESTS_UNIT_COMMON_DISK_GPT_DISK_H
#include "common/disk/disk.h"
#include "common/disk/gpt.h"
#include "common/disk/gpt_format.h"
#include "common/disk/mbr_format.h"
#include "tests/unit/common/disk/counted.h"

#define GPT_DISK_SECTORS 256
#define GPT_DISK_FIRST   100 /* of the EFI system partition */
#define GPT_DISK_LAST    199

struct gpt_disk {
    u8 *data;
    u32 sector_bytes;
    u64 bytes;
    struct counted counted;
    /* What the last gpt_disk_find gave. */
    bool used_backup;
    struct partition partition;
    struct disk_identity identity;
};

void gpt_disk_begin(struct gpt_disk *disk, u32 sector_bytes);
void gpt_disk_end(struct gpt_disk *disk);

/* The headers and the primary entries, for a test to damage. */
u8 *gpt_disk_primary(struct gpt_disk *disk);
u8 *gpt_disk_backup(struct gpt_disk *disk);
u8 *gpt_disk_entry(struct gpt_disk *disk, u32 number);
u8 *gpt_disk_backup_entry(struct gpt_disk *disk, u32 number);

/* Makes both checksums of a header right again after a change to it or to its entries. */
void gpt_disk_sign(struct gpt_disk *disk, u8 *header);

/* gpt_find_partition for the EFI system partition. */
struct error gpt_disk_find(struct gpt_disk *disk);

/* disk_find_boot_partition. */
struct error gpt_disk_find_boot(struct gpt_disk *disk);

#endif
