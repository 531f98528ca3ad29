/* A judge of boot_info's memory map, for every kernel that wants one. */
#ifndef TESTS_BOOT_KERNELS_REGIONS_H
#define TESTS_BOOT_KERNELS_REGIONS_H
#include <lintel/kernel.h>

/* The map is sorted, disjoint, merged, and nothing that a kernel still needs lies in a region it calls usable. */
void check_memory_map(const struct boot_info *info);

#endif
