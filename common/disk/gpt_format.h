/* Where the fields of a GPT header and a GPT entry lie (UEFI 2.10 §5.3.2, §5.3.3): for the reader and the writer. */
#ifndef COMMON_DISK_GPT_FORMAT_H
#define COMMON_DISK_GPT_FORMAT_H

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
