/* What toolchain.c expects of the other file of its kernel, so that linkers and link-time optimisers have something to resolve.
 */
#ifndef TESTS_BOOT_KERNELS_TOOLCHAIN_H
#define TESTS_BOOT_KERNELS_TOOLCHAIN_H
#include "check.h"

enum { TOOLCHAIN_FUNCTIONS = 3 };

/* Constant, but holding addresses. Number i gives (i + 1) * 1000 + value. */
extern uint64_t (*const volatile toolchain_functions[TOOLCHAIN_FUNCTIONS])(uint64_t value);

/* Points into .data; 41 at first. */
extern volatile uint64_t *volatile toolchain_counter;

#endif
