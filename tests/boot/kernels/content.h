/* Judges of the ramdisk and of modules, for every kernel that wants one. */
#ifndef TESTS_BOOT_KERNELS_CONTENT_H
#define TESTS_BOOT_KERNELS_CONTENT_H
#include <lintel/kernel.h>

/* It has `bytes` bytes of the pattern, page-aligned, physically in one piece, zero-filled to the end of its last page. */
void check_ramdisk(const struct boot_info *info, uint64_t bytes);

/* The same of any file's content and place; its pattern starts at byte `pattern_start`, a multiple of 8. */
void check_file(const struct boot_info *info, const struct boot_file *file, uint64_t pattern_start);

#endif
