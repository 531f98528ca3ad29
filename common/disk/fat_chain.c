/* Follows cluster chains through a window over the FAT, so that a step costs a few instructions and no call. */
#include "common/disk/fat_chain.h"
#include "common/disk/fat_format.h"

static u32 clusters_end(const struct fat_volume *volume)
{
    return FAT_FIRST_CLUSTER + volume->cluster_count;
}

bool fat_is_cluster(const struct fat_volume *volume, u64 cluster)
{
    return cluster >= FAT_FIRST_CLUSTER && cluster < clusters_end(volume);
}

/* FAT12 entries are a byte and a half: a window of 2048 of them ends with a whole byte, so none crosses its edge. */
static u32 clusters_per_window(const struct fat_volume *volume)
{
    return volume->kind == 32 ? FAT_WINDOW_BYTES / 4 : FAT_WINDOW_BYTES / 2;
}

static struct error move_window(struct fat_volume *volume, u32 cluster)
{
    u32 capacity = clusters_per_window(volume);
    u32 first = cluster / capacity * capacity;
    u64 offset = (u64)first * volume->kind / 8;
    u64 len = min_u64((u64)capacity * volume->kind / 8, volume->fat_bytes - offset);
    volume->window_clusters = 0; /* in case the read fails halfway */
    TRY(reader_read(volume->partition, volume->fat_offset + offset, volume->window, len));
    volume->window_cluster = first;
    volume->window_clusters = (u32)(len * 8 / volume->kind);
    return OK;
}

/* Makes sure that the window holds the entry of a valid cluster; fat_open saw to it that the FAT has one. */
static struct error hold(struct fat_volume *volume, u32 cluster)
{
    bool held = cluster >= volume->window_cluster && cluster - volume->window_cluster < volume->window_clusters;
    return held ? OK : move_window(volume, cluster);
}

static u32 entry_12(const u8 *window, u32 index)
{
    u32 pair = load_u16(window + index + index / 2);
    return index % 2 == 0 ? pair & 0xfff : pair >> 4;
}

static u32 scan_12(const u8 *window, u32 index, u32 cluster, u32 most)
{
    u32 count = 0;
    while (count < most && entry_12(window, index + count) == cluster + count + 1)
        count++;
    return count;
}

static u32 scan_16(const u8 *window, u32 index, u32 cluster, u32 most)
{
    const u8 *entry = window + 2 * (size_t)index;
    u32 count = 0;
    while (count < most && load_u16(entry + 2 * (size_t)count) == cluster + count + 1)
        count++;
    return count;
}

/* Two entries at a time, as long as both do: a large file has a hundred thousand of them. */
static u32 scan_pairs_32(const u8 *entry, u32 cluster, u32 most)
{
    const u64 mask = (u64)FAT32_ENTRY_MASK << 32 | FAT32_ENTRY_MASK;
    u64 expected = (u64)(cluster + 2) << 32 | (cluster + 1);
    u32 count = 0;
    for (; most - count >= 2 && ((load_u64(entry) ^ expected) & mask) == 0; count += 2) {
        entry += 8;
        expected += (u64)2 << 32 | 2;
    }
    return count;
}

static u32 scan_32(const u8 *window, u32 index, u32 cluster, u32 most)
{
    const u8 *entry = window + 4 * (size_t)index;
    u32 count = scan_pairs_32(entry, cluster, most);
    while (count < most && (load_u32(entry + 4 * (size_t)count) & FAT32_ENTRY_MASK) == cluster + count + 1)
        count++;
    return count;
}

/* Entries of the window, from `cluster`'s on, that name the cluster behind their own. */
static u32 scan(const struct fat_volume *volume, u32 cluster, u32 most)
{
    u32 index = cluster - volume->window_cluster;
    if (volume->kind == 12)
        return scan_12(volume->window, index, cluster, most);
    if (volume->kind == 16)
        return scan_16(volume->window, index, cluster, most);
    return scan_32(volume->window, index, cluster, most);
}

struct error fat_count_adjacent(struct fat_volume *volume, u32 cluster, u32 most, u32 *count)
{
    u32 last_cluster = clusters_end(volume) - 1;
    u32 found = 0;
    most = (u32)min_u64(most, last_cluster - cluster);
    while (found < most) {
        TRY(hold(volume, cluster + found));
        u32 window_end = volume->window_cluster + volume->window_clusters;
        u32 in_window = (u32)min_u64(most - found, window_end - (cluster + found));
        u32 adjacent = scan(volume, cluster + found, in_window);
        found += adjacent;
        if (adjacent < in_window)
            break;
    }
    *count = found;
    return OK;
}

static u32 entry_of(const struct fat_volume *volume, u32 cluster)
{
    u32 index = cluster - volume->window_cluster;
    if (volume->kind == 12)
        return entry_12(volume->window, index);
    if (volume->kind == 16)
        return load_u16(volume->window + 2 * (size_t)index);
    return load_u32(volume->window + 4 * (size_t)index) & FAT32_ENTRY_MASK;
}

/* FF8h, FFF8h, 0FFFFFF8h and all above them end a chain. */
static bool is_end(const struct fat_volume *volume, u32 entry)
{
    u32 all_ones = volume->kind == 32 ? FAT32_ENTRY_MASK : (1u << volume->kind) - 1;
    return entry >= all_ones - 7;
}

struct error fat_next(struct fat_volume *volume, const char *name, u32 cluster, u32 *next)
{
    TRY(hold(volume, cluster));
    u32 entry = entry_of(volume, cluster);
    if (!is_end(volume, entry) && !fat_is_cluster(volume, entry))
        return error_about(ERR_FAT_CHAIN, name, cluster);
    *next = is_end(volume, entry) ? FAT_CHAIN_END : entry;
    return OK;
}

struct error fat_chain_length(struct fat_volume *volume, const char *name, u32 cluster, u32 most, u32 *length)
{
    u32 seen = 0;
    while (cluster != FAT_CHAIN_END) {
        u32 adjacent;
        TRY(fat_count_adjacent(volume, cluster, volume->cluster_count, &adjacent));
        cluster += adjacent;
        seen += adjacent + 1;
        if (seen > most)
            return error_about(ERR_FAT_CHAIN, name, cluster);
        TRY(fat_next(volume, name, cluster, &cluster));
    }
    *length = seen;
    return OK;
}
