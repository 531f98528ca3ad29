/* From a disk to the partition that holds the files. */
#ifndef COMMON_DISK_DISK_H
#define COMMON_DISK_DISK_H
#include "common/disk/partition.h"

/* The EFI system partition of a disk with `sector_bytes` sectors: by GPT (primary header, else the backup with `*used_backup`
 * true: the caller warns), else by MBR (type EFh, else the first active FAT partition; see mbr.h). Errors: ERR_DISK_SECTOR_SIZE,
 * ERR_NO_PARTITION_TABLE, ERR_GPT_DAMAGED, ERR_NO_BOOT_PARTITION. */
struct error disk_find_boot_partition(struct reader *disk, u32 sector_bytes, struct disk_identity *identity,
                                      struct partition *partition, bool *used_backup);

#endif
