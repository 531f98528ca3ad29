/* Reads a FAT volume's boot sector and checks it before any of its numbers is used. */
#include "common/base/checked.h"
#include "common/disk/fat.h"
#include "common/disk/fat_chain.h"
#include "common/disk/fat_format.h"

#define CLUSTER_BYTES_MAX (64 * KIB_BYTES)

/* The boot sector as it says it is; sizes in sectors. */
struct bpb {
    u32 sector_bytes, cluster_sectors;
    u32 reserved, fat_count, fat_sectors, root_entries;
    u32 total;
    bool is_fat32_layout;
    u32 flags, version, root_cluster; /* FAT32's */
};

static struct error malformed(const struct reader *partition, u32 field_offset)
{
    return error_about(ERR_FAT_FORMAT, partition->name, field_offset);
}

static struct bpb decode(const u8 *sector)
{
    u32 total_16 = load_u16(sector + BPB_TOTAL_16);
    u32 fat_sectors_16 = load_u16(sector + BPB_FAT_SECTORS_16);
    return (struct bpb) {
        .sector_bytes = load_u16(sector + BPB_SECTOR_BYTES),
        .cluster_sectors = sector[BPB_CLUSTER_SECTORS],
        .reserved = load_u16(sector + BPB_RESERVED),
        .fat_count = sector[BPB_FAT_COUNT],
        .fat_sectors = fat_sectors_16 != 0 ? fat_sectors_16 : load_u32(sector + BPB_FAT_SECTORS_32),
        .root_entries = load_u16(sector + BPB_ROOT_ENTRIES),
        .total = total_16 != 0 ? total_16 : load_u32(sector + BPB_TOTAL_32),
        .is_fat32_layout = fat_sectors_16 == 0,
        .flags = load_u16(sector + BPB_FLAGS),
        .version = load_u16(sector + BPB_VERSION),
        .root_cluster = load_u32(sector + BPB_ROOT_CLUSTER),
    };
}

/* The offset of the first field that nothing can be computed with, or 0. */
static u32 impossible_unit(const struct bpb *bpb)
{
    if (!is_power_of_two(bpb->sector_bytes) || bpb->sector_bytes < 512 || bpb->sector_bytes > 4096)
        return BPB_SECTOR_BYTES;
    if (!is_power_of_two(bpb->cluster_sectors) || bpb->cluster_sectors > CLUSTER_BYTES_MAX / bpb->sector_bytes)
        return BPB_CLUSTER_SECTORS;
    if (bpb->reserved == 0)
        return BPB_RESERVED;
    if (bpb->fat_count == 0)
        return BPB_FAT_COUNT;
    return bpb->fat_sectors == 0 ? BPB_FAT_SECTORS_32 : 0;
}

static u32 root_sectors(const struct bpb *bpb)
{
    u32 entries_per_sector = bpb->sector_bytes / DIRENT_BYTES;
    return (bpb->root_entries + entries_per_sector - 1) / entries_per_sector;
}

static u32 kind_of(u64 cluster_count)
{
    if (cluster_count <= FAT12_CLUSTERS_MAX)
        return 12;
    return cluster_count <= FAT16_CLUSTERS_MAX ? 16 : 32;
}

/* Counts the clusters, and so decides the kind; the rest of the boot sector must then be laid out as for that kind. */
static struct error count_clusters(const struct reader *partition, const struct bpb *bpb, struct fat_volume *volume)
{
    u64 first_data = bpb->reserved + (u64)bpb->fat_count * bpb->fat_sectors + root_sectors(bpb);
    if (bpb->total <= first_data)
        return malformed(partition, BPB_TOTAL_32);
    if ((u64)bpb->total * bpb->sector_bytes > partition->bytes)
        return error_about(ERR_READ_PAST_END, partition->name, (u64)bpb->total * bpb->sector_bytes);
    u64 cluster_count = (bpb->total - first_data) / bpb->cluster_sectors;
    if (cluster_count == 0 || cluster_count > FAT32_CLUSTERS_MAX)
        return malformed(partition, BPB_TOTAL_32);
    volume->kind = kind_of(cluster_count);
    if ((volume->kind == 32) != bpb->is_fat32_layout)
        return malformed(partition, BPB_FAT_SECTORS_16);
    if ((volume->kind == 32) != (bpb->root_entries == 0))
        return malformed(partition, BPB_ROOT_ENTRIES);
    volume->cluster_count = (u32)cluster_count;
    volume->cluster_bytes = bpb->cluster_sectors * bpb->sector_bytes;
    volume->data_offset = first_data * bpb->sector_bytes;
    return OK;
}

/* With mirroring switched off only one FAT is kept up to date, and it need not be the first. */
static struct error choose_fat(const struct reader *partition, const struct bpb *bpb, struct fat_volume *volume)
{
    bool one_is_active = volume->kind == 32 && (bpb->flags & BPB_FLAG_ONE_FAT) != 0;
    u32 active = one_is_active ? bpb->flags & BPB_FLAGS_FAT_MASK : 0;
    if (active >= bpb->fat_count)
        return malformed(partition, BPB_FLAGS);
    volume->fat_bytes = (u64)bpb->fat_sectors * bpb->sector_bytes;
    volume->fat_offset = (u64)bpb->reserved * bpb->sector_bytes + active * volume->fat_bytes;

    /* Clusters for which the FAT has no entry cannot belong to a file. */
    u64 entries = volume->fat_bytes * 8 / volume->kind;
    if (entries <= FAT_FIRST_CLUSTER)
        return malformed(partition, volume->kind == 32 ? BPB_FAT_SECTORS_32 : BPB_FAT_SECTORS_16);
    volume->cluster_count = (u32)min_u64(volume->cluster_count, entries - FAT_FIRST_CLUSTER);
    return OK;
}

static struct error find_root(const struct reader *partition, const struct bpb *bpb, struct fat_volume *volume)
{
    volume->root_bytes = bpb->root_entries * DIRENT_BYTES;
    if (volume->kind != 32) {
        volume->root_offset = volume->data_offset - (u64)root_sectors(bpb) * bpb->sector_bytes;
        return OK;
    }
    if (bpb->version != 0)
        return malformed(partition, BPB_VERSION);
    if (!fat_is_cluster(volume, bpb->root_cluster))
        return malformed(partition, BPB_ROOT_CLUSTER);
    volume->root_cluster = bpb->root_cluster;
    return OK;
}

struct error fat_open(struct reader *partition, struct fat_volume *volume)
{
    u8 sector[FAT_BOOT_SECTOR_BYTES];
    TRY(reader_read(partition, 0, sector, sizeof(sector)));
    if (load_u16(sector + BPB_SIGNATURE) != BPB_SIGNATURE_IS)
        return malformed(partition, BPB_SIGNATURE);
    struct bpb bpb = decode(sector);
    *volume = (struct fat_volume) { .partition = partition };
    u32 wrong_field = impossible_unit(&bpb);
    if (wrong_field != 0)
        return malformed(partition, wrong_field);
    TRY(count_clusters(partition, &bpb, volume));
    TRY(choose_fat(partition, &bpb, volume));
    return find_root(partition, &bpb, volume);
}
