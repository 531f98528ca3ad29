/* struct boot_info and everything its pointers reach: one block of pages, mapped together. */
#ifndef COMMON_INFO_INFO_H
#define COMMON_INFO_INFO_H
#include "common/base/error.h"

struct boot;

/* How large the block must be: known before the firmware is left, with room for a memory map that grows until then. */
u64 info_bytes(const struct boot *b);

/* Writes it all. ERR_MEMORY_MAP_FULL if the final map outgrew the room. */
struct error info_write(struct boot *b);

#endif
