/* The BIOS door's physical memory: the map, the pages given out, the reach of the loader's own page tables. */
#ifndef BIOS_MEMORY_H
#define BIOS_MEMORY_H
#include "common/memory/map.h"

/* Reads the map and makes all RAM reachable. Before anything else of the door: int 13h needs no memory, files do. From
 * `low_limit_phys` on, low memory belongs to somebody else. */
struct error memory_start(u64 low_limit_phys);

/* As the BIOS gave it, and the first page and what lies behind the end of low memory as reserved. */
const struct memory_map *memory_raw(void);

/* See platform_allocate. */
struct error memory_allocate(u64 bytes, u64 align_bytes, const char *purpose, u64 *start_phys);

/* Keeps a block from being given out, such as a framebuffer that the BIOS's map has inside usable memory. */
struct error memory_exclude(u64 start_phys, u64 bytes);

/* Makes [start_phys, end_phys) reachable at its own address, in steps of 1 GiB. Reaches 4 GiB from the start; page tables for
 * more come from `memory_allocate`. Addresses from 128 TiB up are left out. */
struct error identity_extend(u64 start_phys, u64 end_phys);

#endif
