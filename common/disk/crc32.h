/* The checksum of GUID partition tables (UEFI 2.10 §5.3.2): CRC-32 with polynomial 04C11DB7h, bits reflected. */
#ifndef COMMON_DISK_CRC32_H
#define COMMON_DISK_CRC32_H
#include "common/base/types.h"

/* The checksum of what `crc` covers followed by `data`; `crc` is 0 for the first piece. */
u32 crc32_add(u32 crc, const u8 *data, size_t len);

#endif
