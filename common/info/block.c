/* A bump allocator over the boot_info block. */
#include "common/info/block.h"
#include "common/base/checked.h"
#include "common/base/string.h"

void *block_take(struct info_block *block, u64 bytes)
{
    if (bytes > block->bytes - block->used_bytes)
        return NULL;
    u8 *part = block->memory + block->used_bytes;
    memset(part, 0, (size_t)bytes);
    block->used_bytes = min_u64(align_up(block->used_bytes + bytes, 16), block->bytes);
    return part;
}

void *block_virt(const struct info_block *block, const void *part)
{
    if (part == NULL)
        return NULL;
    const u64 offset = (u64)((const u8 *)part - block->memory);
    return (void *)(uintptr_t)(block->start_virt + offset);
}

void *block_copy(struct info_block *block, const void *data, u64 bytes)
{
    void *part = bytes == 0 ? NULL : block_take(block, bytes);
    if (part != NULL)
        memcpy(part, data, (size_t)bytes);
    return block_virt(block, part);
}
