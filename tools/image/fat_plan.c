/* How large a volume must be, and its clusters: decided before anything is written. */
#include "common/base/checked.h"
#include "common/disk/fat_directory.h"
#include "common/disk/fat_name.h"
#include "tools/image/fat.h"
#include <string.h>

#define FAT_ENTRY_BYTES 4ull

/* mformat's choice for FAT32: sectors before the first FAT. */
#define RESERVED 32ull

/* 65525 is where FAT32 begins; some readers are off by a few, so both sides keep away from it (Microsoft's specification of FAT
 * asks for 16). */
#define CLUSTERS_MIN      65600ull
#define CLUSTERS_MAX      0x0ffffff0ull
#define CLUSTER_BYTES_MAX (32 * KIB_BYTES) /* 64 KiB is beyond what some firmware reads */

/* For whoever wants to add a file by hand. */
#define SPARE_BYTES MIB_BYTES

/* At most so many: some names need none but the short one. The root has the volume's label, others have . and .. */
static u64 folder_entries(const struct volume_tree *tree, size_t folder)
{
    const struct volume_node *node = &tree->nodes[folder];
    u64 entries = 2;
    for (size_t i = node->first_child; i < node->first_child + node->child_count; i++) {
        struct fat_name name;
        size_t position;
        const char *text = tree->nodes[i].name;
        (void)fat_name_read((struct bytes) { (const u8 *)text, strlen(text) }, &name, &position); /* it was checked */
        entries += fat_name_entries(&name);
    }
    return entries;
}

struct error fat_plan_check_folders(const struct volume_tree *tree)
{
    for (size_t i = 0; i < tree->count; i++) {
        const u64 entries = folder_entries(tree, i);
        if (entries > FAT_DIRECTORY_BYTES_MAX / DIRENT_BYTES)
            return error_about(ERR_HOST_FILES_TOO_MANY, tree->nodes[i].host_path, entries);
    }
    return OK;
}

u64 fat_file_alignment(u64 bytes, u64 cluster_bytes)
{
    return bytes >= PAGE_BYTES ? max_u64(PAGE_BYTES / cluster_bytes, 1) : 1;
}

static u64 clusters_needed(const struct volume_tree *tree, u64 cluster_bytes)
{
    u64 clusters = SPARE_BYTES / cluster_bytes;
    for (size_t i = 0; i < tree->count; i++) {
        const u64 bytes = tree->nodes[i].is_folder ? folder_entries(tree, i) * DIRENT_BYTES : tree->nodes[i].bytes;
        clusters += align_up(bytes, cluster_bytes) / cluster_bytes + fat_file_alignment(bytes, cluster_bytes) - 1;
    }
    return clusters;
}

/* Of one FAT, for as many clusters as a volume without any would have. Two of them are whole pages, so that the first cluster
 * starts at one. */
static u64 fat_sectors(u64 volume_sectors, u64 cluster_sectors, u32 sector_bytes)
{
    const u64 clusters = (volume_sectors - RESERVED) / cluster_sectors;
    return align_up((clusters + FAT_FIRST_CLUSTER) * FAT_ENTRY_BYTES, max_u64(PAGE_BYTES / 2, sector_bytes)) / sector_bytes;
}

/* Those of a small volume that has room for so many clusters. */
static u64 volume_sectors(u64 clusters, u64 cluster_sectors, u32 sector_bytes)
{
    u64 sectors = 0, needed = RESERVED + clusters * cluster_sectors;
    while (sectors < needed) {
        sectors = align_up(needed, MIB_BYTES / sector_bytes);
        needed = RESERVED + 2 * fat_sectors(sectors, cluster_sectors, sector_bytes) + clusters * cluster_sectors;
    }
    return sectors;
}

static struct fat_plan plan_of(u32 sector_bytes, u64 sectors, u64 cluster_sectors)
{
    return (struct fat_plan) { sector_bytes, sectors, cluster_sectors, fat_sectors(sectors, cluster_sectors, sector_bytes) };
}

struct fat_plan fat_plan_volume(const struct volume_tree *tree, u32 sector_bytes)
{
    u64 cluster_bytes = CLUSTER_BYTES_MAX;
    u64 clusters = clusters_needed(tree, cluster_bytes);
    while (clusters < CLUSTERS_MIN && cluster_bytes > sector_bytes) {
        cluster_bytes /= 2;
        clusters = clusters_needed(tree, cluster_bytes);
    }
    u64 cluster_sectors = cluster_bytes / sector_bytes;
    const u64 sectors = volume_sectors(max_u64(clusters, CLUSTERS_MIN), cluster_sectors, sector_bytes);
    return plan_of(sector_bytes, sectors, cluster_sectors);
}

struct fat_plan fat_plan_sized_volume(const struct volume_tree *tree, u32 sector_bytes, u64 sectors)
{
    u64 cluster_bytes = CLUSTER_BYTES_MAX;
    while (cluster_bytes > sector_bytes && volume_sectors(max_u64(clusters_needed(tree, cluster_bytes), CLUSTERS_MIN),
                                                          cluster_bytes / sector_bytes, sector_bytes) > sectors)
        cluster_bytes /= 2;
    return plan_of(sector_bytes, sectors, cluster_bytes / sector_bytes);
}

u64 fat_sectors_max(u32 sector_bytes)
{
    const u64 by_clusters = CLUSTERS_MAX * (CLUSTER_BYTES_MAX / sector_bytes);
    return align_down(min_u64(UINT32_MAX, by_clusters), MIB_BYTES / sector_bytes);
}
