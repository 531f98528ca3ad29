/* A partition and the disk it is on, whatever kind of table said so. */
#ifndef COMMON_DISK_PARTITION_H
#define COMMON_DISK_PARTITION_H
#include "common/base/error.h"
#include "common/base/reader.h"

struct partition {
    u64 first_lba, last_lba; /* inclusive, as GPT says it */
    u32 number;              /* from 1, as Linux counts   */
    u8 type_guid[16], guid[16];
    u8 mbr_type; /* 0 if from a GPT           */
};

struct disk_identity {
    bool is_gpt;
    u8 disk_guid[16];
    u32 mbr_signature;
};

/* ERR_READ_PAST_END (detail: the partition's end in bytes) if the partition is not inside the disk, ERR_GPT_DAMAGED if it ends
 * before it starts. */
struct error partition_check(const struct reader *disk, u32 sector_bytes, const struct partition *partition);

/* 512, 2048 and 4096 are what disks and CDs have; else ERR_DISK_SECTOR_SIZE. */
struct error sector_size_check(const struct reader *disk, u32 sector_bytes);

#endif
