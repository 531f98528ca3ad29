/* The physical memory map: from what firmware says to what a kernel can rely on. */
#ifndef COMMON_MEMORY_MAP_H
#define COMMON_MEMORY_MAP_H
#include "common/base/error.h"
#include "include/lintel/info.h"

struct memory_map {
    struct memory_region *regions;
    u64 count, capacity;
};

/* Nothing lies above: x86_64 has at most 52 bits of physical address (Intel SDM 3A §4.1.4). */
#define MEMORY_PHYSICAL_END (1ull << 52)

/* Appends; ERR_MEMORY_MAP_FULL. Regions of 0 bytes are dropped, those that wrap around are cut at 2^64. */
struct error memory_map_add(struct memory_map *map, struct memory_region region);

/* Raw regions in any order, overlapping, unaligned → sorted, page-aligned, disjoint, merged where kind, firmware type and
 * attributes agree, all below MEMORY_PHYSICAL_END. Usable rounds inward, all others outward; unknown kinds are reserved. Where
 * regions overlap, the one that is less usable wins; a region of `claims` (what the loader allocated: kinds kernel, file,
 * loader-reclaimable; page-aligned, disjoint; NULL: none yet) wins over usable and boot-time firmware memory only, which the
 * platforms report as loader-reclaimable; a claimed framebuffer wins over reserved memory too.
 * ERR_MEMORY_MAP_FULL if `clean` has no room; 2 * (raw + claims) + 1 entries always suffice. No allocation, no recursion. */
struct error memory_map_normalise(const struct memory_map *raw, const struct memory_map *claims, struct memory_map *clean);

/* Sum of MEMORY_USABLE and MEMORY_LOADER_RECLAIMABLE of a clean map. */
u64 memory_map_usable_bytes(const struct memory_map *clean);

/* RAM is what a kernel may read without touching a device: every kind but reserved, bad and framebuffer. */
bool memory_kind_is_ram(u32 kind);

#endif
