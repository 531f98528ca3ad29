/* Virtual addresses: which there are, what page tables can do with them, and what a configuration's mapping word says of one. */
#ifndef COMMON_BASE_ADDRESS_H
#define COMMON_BASE_ADDRESS_H
#include "common/base/checked.h"
#include "include/lintel/config.h"

#define LARGE_PAGE_BYTES (2 * MIB_BYTES)         /* a leaf of the table above the lowest */
#define LAST_PAGE_VIRT   (UINT64_MAX - 0xfffull) /* never used: its end is no number     */

/* Addresses have 48 bits with 4 levels of page tables and 57 with 5, the highest one extended (Intel SDM 1 §3.3.7.1): one half
 * from 0, one up to 2^64, and between them a hole. */
static inline u64 lower_half_end_virt(u32 levels)
{
    return 1ull << (levels == 5 ? 56 : 47);
}
static inline u64 upper_half_start_virt(u32 levels)
{
    return 0 - lower_half_end_virt(levels);
}
static inline bool address_is_canonical(u64 virt, u32 levels)
{
    return virt < lower_half_end_virt(levels) || virt >= upper_half_start_virt(levels);
}

/* What one entry of the root table covers: 512 GiB with 4 levels, 256 TiB with 5. */
static inline u64 slot_bytes(u32 levels)
{
    return lower_half_end_virt(levels) / 256;
}

/* A mapping word taken apart, and MAPPING_FIXED for an address that the compiler does not know. */
#define MAPPING_KIND_FIXED (MAPPING_FIXED(PAGE_BYTES) % PAGE_BYTES)
static inline bool mapping_is_fixed(boot_mapping mapping)
{
    return mapping % PAGE_BYTES == MAPPING_KIND_FIXED;
}
static inline u64 mapping_virt(boot_mapping mapping)
{
    return align_down(mapping, PAGE_BYTES);
}
static inline boot_mapping mapping_fixed(u64 virt)
{
    return virt | MAPPING_KIND_FIXED;
}

#endif
