/* Classic partition tables in the first sector: for sticks whose firmware refuses GPT, and to recognise GPT's protective entry.
 */
#ifndef COMMON_DISK_MBR_H
#define COMMON_DISK_MBR_H
#include "common/disk/partition.h"

/* The boot partition of an MBR disk: type EFh, else an active one of a FAT type (01h, 04h, 06h, 0Bh, 0Ch, 0Eh).
 * ERR_NO_PARTITION_TABLE without the signature AA55h, ERR_NO_BOOT_PARTITION; both about the disk. */
struct error mbr_find_partition(const char *disk_name, struct bytes first_sector, struct disk_identity *identity,
                                struct partition *partition);

/* True if it ends in AA55h, as every first sector that firmware may start or read a table from. */
bool mbr_is_signed(struct bytes first_sector);

/* True if the table has a protective entry (type EEh). */
bool mbr_is_protective(struct bytes first_sector);

#endif
