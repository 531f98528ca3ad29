/* Parts of the boot_info block, handed out from front to back; each has an address for the loader and one for the kernel. */
#ifndef COMMON_INFO_BLOCK_H
#define COMMON_INFO_BLOCK_H
#include "common/base/types.h"

struct info_block {
    u8 *memory;
    u64 start_virt;
    u64 bytes, used_bytes;
};

/* Cleared bytes, 16-aligned; NULL if the block is full. */
void *block_take(struct info_block *block, u64 bytes);

/* The kernel's address of something that block_take gave; NULL for NULL. */
void *block_virt(const struct info_block *block, const void *part);

/* A copy for the kernel: its address there; NULL if there are no bytes or no room. */
void *block_copy(struct info_block *block, const void *data, u64 bytes);

#endif
