/* Memory maps that BIOSes have given, for struct bad_bios. */
#ifndef TESTS_BOOT_BAD_BIOS_MAPS_H
#define TESTS_BOOT_BAD_BIOS_MAPS_H
#include "tests/boot/bad_bios.h"

#define MAP_MEMORY_START 0x100000ull
#define MAP_MEMORY_END   0x7fdf000ull
#define MAP_PIECE_BYTES  0x80000ull /* of the map of 300 entries: the last page of each is reserved */

size_t map_plain(struct e820_entry entries[BAD_MAP_ENTRIES]);
size_t map_of_300_entries(struct e820_entry entries[BAD_MAP_ENTRIES]);
size_t map_in_disorder(struct e820_entry entries[BAD_MAP_ENTRIES]);
size_t map_without_memory(struct e820_entry entries[BAD_MAP_ENTRIES]);

#endif
