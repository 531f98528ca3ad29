/* A judge of boot_info's pointers, for every kernel that wants one. */
#ifndef TESTS_BOOT_KERNELS_REACHED_H
#define TESTS_BOOT_KERNELS_REACHED_H
#include <lintel/kernel.h>

/* Whatever boot_info leads to, to its last byte, is in the list of mappings and in the page tables alike, and in no usable
 * region. What is absent is not looked for. */
void check_pointers(const struct boot_info *info);

/* A range of physical memory. */
void check_not_usable(const struct boot_info *info, uint64_t start_phys, uint64_t bytes);

#endif
