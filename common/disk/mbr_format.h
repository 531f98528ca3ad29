/* Where the fields of a classic partition table lie in LBA 0 (UEFI 2.10 §5.2.1, §5.2.3): for the reader and the writer. */
#ifndef COMMON_DISK_MBR_FORMAT_H
#define COMMON_DISK_MBR_FORMAT_H

#define MBR_BYTES        512
#define MBR_CODE_BYTES   440 /* boot code: not ours to write */
#define MBR_DISK_ID      440
#define MBR_ENTRIES      446
#define MBR_ENTRY_COUNT  4
#define MBR_ENTRY_BYTES  16
#define MBR_SIGNATURE    510
#define MBR_SIGNATURE_IS 0xaa55

#define MBR_ENTRY_STATUS    0
#define MBR_ENTRY_FIRST_CHS 1
#define MBR_ENTRY_TYPE      4
#define MBR_ENTRY_LAST_CHS  5
#define MBR_ENTRY_FIRST_LBA 8
#define MBR_ENTRY_SECTORS   12

#define MBR_STATUS_ACTIVE   0x80 /* the other status is 0 */
#define MBR_TYPE_PROTECTIVE 0xee
#define MBR_TYPE_EFI_SYSTEM 0xef

/* The geometry that every disk with more than 16 heads is said to have: three bytes of an entry still count by it. */
#define MBR_HEADS         255u
#define MBR_TRACK_SECTORS 63u

#endif
