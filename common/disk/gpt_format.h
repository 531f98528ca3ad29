/* Where the fields of a protective MBR, a GPT header and a GPT entry lie (UEFI 2.10 §5.2.3, §5.3.2, §5.3.3): for the reader
 * and the writer. */
#ifndef COMMON_DISK_GPT_FORMAT_H
#define COMMON_DISK_GPT_FORMAT_H

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

#define MBR_STATUS_ACTIVE   0x80
#define MBR_TYPE_PROTECTIVE 0xee
#define MBR_TYPE_EFI_SYSTEM 0xef

#define GPT_PRIMARY_LBA  1
#define GPT_HEADER_BYTES 92 /* of revision 1.0; a header may be longer, up to a sector */
#define GPT_SIGNATURE_IS 0x5452415020494645ull
#define GPT_REVISION_1_0 0x00010000u

#define GPT_SIGNATURE     0
#define GPT_REVISION      8
#define GPT_HEADER_SIZE   12
#define GPT_HEADER_CRC    16
#define GPT_MY_LBA        24
#define GPT_ALTERNATE_LBA 32
#define GPT_FIRST_USABLE  40
#define GPT_LAST_USABLE   48
#define GPT_DISK_GUID     56
#define GPT_ENTRIES_LBA   72
#define GPT_ENTRY_COUNT   80
#define GPT_ENTRY_SIZE    84
#define GPT_ENTRIES_CRC   88

#define GPT_ENTRY_TYPE       0
#define GPT_ENTRY_GUID       16
#define GPT_ENTRY_FIRST_LBA  32
#define GPT_ENTRY_LAST_LBA   40
#define GPT_ENTRY_NAME       56
#define GPT_ENTRY_NAME_CHARS 36

#endif
