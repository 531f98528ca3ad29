/* A judge of the ramdisk, for every kernel that wants one. */
#ifndef TESTS_BOOT_KERNELS_CONTENT_H
#define TESTS_BOOT_KERNELS_CONTENT_H
#include <lintel/kernel.h>

/* It has `bytes` bytes of the pattern, page-aligned, physically in one piece, zero-filled to the end of its last page. */
void check_ramdisk(const struct boot_info *info, uint64_t bytes);

#endif
