/* Following a FAT's cluster chains; only the FAT reader itself needs this. A chain's errors are about `name`, the file. */
#ifndef COMMON_DISK_FAT_CHAIN_H
#define COMMON_DISK_FAT_CHAIN_H
#include "common/disk/fat.h"

#define FAT_CHAIN_END 0u /* in place of a next cluster; no cluster has this number */

/* True for the number of a data cluster: the only ones that may be followed. */
bool fat_is_cluster(const struct fat_volume *volume, u64 cluster);

/* How many of the chain's next clusters lie directly behind `cluster` on the disk, up to `most`. Fast: this walks a large file.
 */
struct error fat_count_adjacent(struct fat_volume *volume, u32 cluster, u32 most, u32 *count);

/* The cluster after this one, or FAT_CHAIN_END. ERR_FAT_CHAIN if the entry is neither. */
struct error fat_next(struct fat_volume *volume, const char *name, u32 cluster, u32 *next);

/* The length of the chain that starts at `cluster`; ERR_FAT_CHAIN if it has more than `most` clusters: so loops end. */
struct error fat_chain_length(struct fat_volume *volume, const char *name, u32 cluster, u32 most, u32 *length);

/* A reader over the first `bytes` bytes of a chain. */
struct error fat_open_chain(struct fat_volume *volume, const char *name, u32 first_cluster, u64 bytes, struct reader *file);

#endif
