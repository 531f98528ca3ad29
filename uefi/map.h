/* From the firmware's memory descriptors to the regions of the core. Pure. */
#ifndef UEFI_MAP_H
#define UEFI_MAP_H
#include "common/base/bytes.h"
#include "common/memory/map.h"

/* The bytes of a descriptor that every version has (UEFI 2.10 7.2.3). */
#define MAP_DESCRIPTOR_MIN_BYTES 40

/* Replaces the entries of `map`, in the firmware's order. `descriptor_bytes` is the firmware's word for the distance between two
 * descriptors; less than the minimum is ERR_UEFI_MEMORY_MAP. A last descriptor that is cut short is dropped. */
struct error map_translate(struct bytes descriptors, u64 descriptor_bytes, struct memory_map *map);

#endif
