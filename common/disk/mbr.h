/* Classic partition tables in the first sector: for sticks whose firmware refuses GPT, and to recognise GPT's protective entry.
 */
#ifndef COMMON_DISK_MBR_H
#define COMMON_DISK_MBR_H
#include "common/disk/gpt.h"

/* The boot partition of an MBR disk: type EFh, else an active one of a FAT type (01h, 04h, 06h, 0Bh, 0Ch, 0Eh).
 * ERR_NO_PARTITION_TABLE without the signature AA55h, ERR_NO_BOOT_PARTITION. */
struct error mbr_find_partition(struct bytes first_sector, u32 *mbr_signature, struct partition *partition);

/* True if the table has a protective entry (type EEh). */
bool mbr_is_protective(struct bytes first_sector);

#endif
