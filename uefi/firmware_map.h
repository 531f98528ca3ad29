/* The firmware's memory map in a buffer of ours, with room to grow. */
#ifndef UEFI_FIRMWARE_MAP_H
#define UEFI_FIRMWARE_MAP_H
#include "common/base/bytes.h"
#include "common/memory/map.h"

struct firmware_map {
    u64 block_phys, block_bytes; /* the allocation behind both arrays; 0: none yet */
    u8 *descriptors;
    u64 capacity_bytes, used_bytes, descriptor_bytes;
    u64 key; /* what ExitBootServices wants to see */
    u32 descriptor_version;
    struct memory_map regions; /* has room for what `descriptors` can hold */
};

/* Fetches the map as it is now. Allocates only if the buffer is too small, and then for twice the current count + 128; whatever
 * was allocated, the fetch comes last, so `key` is fresh. Calls memory services only. */
struct error firmware_map_fetch(struct firmware_map *map);

/* Translates what was fetched; calls no firmware. */
struct error firmware_map_translate(struct firmware_map *map);

#endif
