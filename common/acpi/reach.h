/* Physical memory that others filled: what of it the loader may look at, by the memory map. */
#ifndef COMMON_ACPI_REACH_H
#define COMMON_ACPI_REACH_H
#include "common/base/bytes.h"
#include "common/memory/map.h"

/* A view of bytes that lie in one region of the clean map, where every door maps memory: below 4 GiB, or in RAM. */
bool memory_view(const struct memory_map *clean, u64 start_phys, u64 bytes, struct bytes *view);

/* The same for something whose length is not known yet: as much as there is, at least a byte, at most `bytes_max`. */
bool memory_view_up_to(const struct memory_map *clean, u64 start_phys, u64 bytes_max, struct bytes *view);

/* No RAM is there: a device may be. */
bool memory_is_free_for_device(const struct memory_map *clean, u64 start_phys, u64 bytes);

#endif
