/* Classic partition tables in the first sector: for sticks whose firmware refuses GPT, and to recognise GPT's protective entry.
 */
#ifndef COMMON_DISK_MBR_H
#define COMMON_DISK_MBR_H
#include "common/disk/partition.h"

/* The boot partition of an MBR disk: type EFh, else an active one of a FAT type (01h, 04h, 06h, 0Bh, 0Ch, 0Eh).
 * ERR_NO_PARTITION_TABLE without the signature AA55h, ERR_MBR_DAMAGED (detail: the entry's number) if an entry's status cannot
 * be one or the partition starts at the table itself, ERR_NO_BOOT_PARTITION; all about the disk. */
struct error mbr_find_partition(const char *disk_name, struct bytes first_sector, struct disk_identity *identity,
                                struct partition *partition);

/* True if it ends in AA55h, as every first sector that firmware may start or read a table from. */
bool mbr_is_signed(struct bytes first_sector);

/* True if the table has a protective entry (type EEh). */
bool mbr_is_protective(struct bytes first_sector);

/* Writing, for the host tool: a table with an EFI system partition as its first and active entry, since some BIOSes start a stick
 * only if one is active; UEFI ignores that (UEFI 2.10 §5.2.1). Only bytes 440.. of LBA 0 are written, the code area is the
 * caller's. */
struct mbr_plan {
    u32 signature;
    u32 first_lba, sectors;
};
void mbr_write(const struct mbr_plan *plan, u8 *first_sector);

#endif
