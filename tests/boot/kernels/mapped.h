/* A judge of boot_info's list of mappings, for every kernel that wants one. */
#ifndef TESTS_BOOT_KERNELS_MAPPED_H
#define TESTS_BOOT_KERNELS_MAPPED_H
#include <lintel/kernel.h>
#include <stdbool.h>

/* The page tables hold what the list has, as it has it, and nothing else; with the largest leaves that the CPU knows. */
void check_mapped(const struct boot_info *info);

/* Whether an entry of the PAT stands for one of the contract's CACHE_ values. */
bool is_cache(unsigned pat_index, uint32_t cache);

bool cpu_has_nx(void);

#endif
