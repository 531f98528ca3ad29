/* Choosing what a volume is like: FAT type, sectors, clusters, and which tool makes it. */
#include "tests/volumes/format.h"
#include "tests/volumes/random.h"
#include <stdio.h>

/* Cluster counts decide the type (Microsoft's FAT specification of 2000); the tools need some distance to the limits. */
#define FAT12_MIN 100
#define FAT16_MIN 4300
#define FAT32_MIN 66000
#define FAT12_MAX 3900
#define FAT16_MAX 65000
#define FAT32_MAX 90000

#define ROOT_ENTRIES 512

static u32 choose_cluster_count(u64 *random, u32 kind)
{
    const u32 min = kind == 12 ? FAT12_MIN : kind == 16 ? FAT16_MIN : FAT32_MIN;
    const u32 max = kind == 12 ? FAT12_MAX : kind == 16 ? FAT16_MAX : FAT32_MAX;
    return min + random_below(random, max - min);
}

/* Reserved sectors, two FATs, the root directory, the clusters. */
static u64 volume_bytes(const struct format *format, u32 reserved)
{
    const u64 fat_bytes = (u64)format->cluster_count * format->kind / 8 + format->sector_bytes;
    return (u64)reserved * format->sector_bytes + 2 * fat_bytes + ROOT_ENTRIES * 32ull +
           (u64)format->cluster_count * format->cluster_bytes;
}

static void use_mkfs(u64 *random, struct format *format)
{
    const u32 reserved = (format->kind == 32 ? 16 : 1) + random_below(random, 40);
    char root[32] = "";
    if (format->kind != 32)
        snprintf(root, sizeof(root), "-r %d", ROOT_ENTRIES);
    snprintf(format->command, sizeof(format->command), "mkfs.fat -F %u -S %u -s %u -R %u -f %u %s %s -C v.img %llu", format->kind,
             format->sector_bytes, format->cluster_bytes / format->sector_bytes, reserved, 1 + random_below(random, 2), root,
             random_below(random, 2) ? "-a" : "", (unsigned long long)volume_bytes(format, reserved + 64) / 1024);
}

/* mformat chooses between FAT12 and FAT16 as everyone does, and makes sectors of 512 bytes. */
static void use_mformat(struct format *format)
{
    format->sector_bytes = 512;
    snprintf(format->command, sizeof(format->command),
             "mformat -C -i v.img -T %llu -h 16 -s 32 -c %u %s ::", (unsigned long long)volume_bytes(format, 1) / 512,
             format->cluster_bytes / 512, format->kind == 32 ? "-F" : "");
}

void format_choose(u64 *random, struct format *format)
{
    static const u32 kinds[] = { 12, 16, 32 };
    format->kind = kinds[random_below(random, 3)];
    format->sector_bytes = 512u << random_below(random, 4);
    format->cluster_bytes = format->sector_bytes << random_below(random, 8);
    while (format->cluster_bytes > 65536)
        format->cluster_bytes /= 2;
    format->cluster_count = choose_cluster_count(random, format->kind);
    if (format->cluster_bytes <= 32768 && random_below(random, 4) == 0)
        use_mformat(format);
    else
        use_mkfs(random, format);
}
