/* Read-only FAT12, FAT16 and FAT32, with long names. Any content gives bytes or an error; a cluster loop ends. */
#ifndef COMMON_DISK_FAT_H
#define COMMON_DISK_FAT_H
#include "common/base/error.h"
#include "common/base/reader.h"

#define FAT_WINDOW_BYTES 4096

struct fat_volume {
    struct reader *partition;
    u32 kind; /* 12, 16 or 32: decided by the cluster count only */
    u32 cluster_bytes;
    u32 cluster_count; /* valid cluster numbers are 2 .. cluster_count + 1 */
    u64 fat_offset;    /* of the active FAT, in bytes from the partition's start */
    u64 fat_bytes;
    u64 root_offset; /* FAT12/16: fixed root directory; FAT32: 0 */
    u32 root_bytes;
    u32 root_cluster; /* FAT32 */
    u64 data_offset;  /* of cluster 2 */

    /* The piece of the FAT that was read last: chains are followed in here. `window_clusters` 0: none yet. */
    u32 window_cluster; /* the window's first entry is this cluster's */
    u32 window_clusters;
    u8 window[FAT_WINDOW_BYTES];
};

/* Reads and checks the BPB. ERR_FAT_FORMAT, or ERR_READ_PAST_END for a volume that is larger than its partition. `partition` must
 * outlive the volume. */
struct error fat_open(struct reader *partition, struct fat_volume *volume);

/* Opens a file by path ("/boot/kernel.elf", case-insensitive for ASCII, long or short names) as a reader. `path` becomes its
 * name. Contiguous clusters are read in one piece, straight to the destination; the reader remembers where it is, so that reading
 * forward walks each chain once. ERR_FILE_NOT_FOUND, ERR_FAT_CHAIN. `volume` must outlive the reader. */
struct error fat_open_file(struct fat_volume *volume, const char *path, struct reader *file);

#endif
