/* The FAT volume: its size decided here, its bytes written by mformat, mmd and mcopy. They get the image by a descriptor, each
 * file on standard input, and an environment that holds nothing of the user's: so the bytes depend on the content alone. */
#include "tools/fat.h"
#include "common/base/checked.h"
#include "common/disk/mbr_format.h"
#include "config/manifest.h"
#include "tools/epoch.h"
#include "tools/host_file.h"
#include "tools/spawn.h"
#include <stdio.h>
#include <string.h>

#define FAT_ENTRY_BYTES 4ull

/* mformat's choices for FAT32. */
#define RESERVED           32ull /* sectors before the first FAT */
#define BACKUP_BOOT_SECTOR 6ull

/* 65525 is where FAT32 begins; some readers are off by a few, so both sides keep away from it (Microsoft's specification of FAT
 * asks for 16). */
#define CLUSTERS_MIN      65600ull
#define CLUSTER_BYTES_MAX (32 * KIB_BYTES) /* 64 KiB is beyond what some firmware reads */

/* Folders: the root and four more, a cluster each at least; entries with a long name take one for every 13 letters of it, and
 * one. One MiB is for whoever wants to add a file by hand. */
#define FOLDER_CLUSTERS  5ull
#define FAT_DIRENT_BYTES 32ull
#define FAT_LONG_CHARS   13ull
#define SPARE_BYTES      MIB_BYTES

static u64 clusters_needed(const struct fat_file *files, size_t count, u64 cluster_bytes)
{
    u64 clusters = FOLDER_CLUSTERS + SPARE_BYTES / cluster_bytes;
    u64 entries_bytes = 0;
    for (size_t i = 0; i < count; i++) {
        clusters += align_up(files[i].bytes, cluster_bytes) / cluster_bytes;
        entries_bytes += FAT_DIRENT_BYTES * (2 + strlen(files[i].path) / FAT_LONG_CHARS);
    }
    return clusters + entries_bytes / cluster_bytes;
}

static u64 volume_sectors(u64 clusters, u64 cluster_sectors, u32 sector_bytes)
{
    /* One FAT sector more than needed on each side: mformat gives the FATs what is left over after rounding. */
    u64 fat_sectors = align_up((clusters + 2) * FAT_ENTRY_BYTES, sector_bytes) / sector_bytes + 1;
    return align_up(RESERVED + 2 * fat_sectors + clusters * cluster_sectors, MIB_BYTES / sector_bytes);
}

struct fat_plan fat_plan_volume(const struct fat_file *files, size_t count, u32 sector_bytes)
{
    u64 cluster_bytes = CLUSTER_BYTES_MAX;
    u64 clusters = clusters_needed(files, count, cluster_bytes);
    while (clusters < CLUSTERS_MIN && cluster_bytes > sector_bytes) {
        cluster_bytes /= 2;
        clusters = clusters_needed(files, count, cluster_bytes);
    }
    u64 cluster_sectors = cluster_bytes / sector_bytes;
    return (struct fat_plan) {
        .sector_bytes = sector_bytes,
        .sectors = volume_sectors(max_u64(clusters, CLUSTERS_MIN), cluster_sectors, sector_bytes),
        .cluster_sectors = cluster_sectors,
    };
}

struct mtools {
    int image_fd;
    char image[64];
    char epoch[64];
};

static struct error mtools_prepare(const struct fat_target *target, struct mtools *mtools)
{
    mtools->image_fd = target->image_fd;
    snprintf(mtools->image, sizeof(mtools->image), "/proc/self/fd/%d@@%lluM", target->image_fd,
             (unsigned long long)target->offset_mib);
    u64 seconds;
    TRY(epoch_read(&seconds));
    snprintf(mtools->epoch, sizeof(mtools->epoch), "SOURCE_DATE_EPOCH=%llu", (unsigned long long)seconds);
    return OK;
}

static struct error mtools_run(const struct mtools *mtools, const char *const *arguments, int input)
{
    /* The settings are those that change bytes: an /etc/mtools.conf must not. The home folder may hold a .mtoolsrc. */
    const char *const environment[] = {
        mtools->epoch,
        "TZ=UTC",
        "LC_ALL=C",
        "HOME=/dev/null",
        "MTOOLSRC=/dev/null",
        "MTOOLS_SKIP_CHECK=1",
        "MTOOLS_FAT_COMPATIBILITY=0",
        "MTOOLS_NO_VFAT=0",
        "MTOOLS_LOWER_CASE=0",
        "MTOOLS_NAME_NUMERIC_TAIL=1",
        NULL,
    };
    const struct spawn_request request = {
        .arguments = arguments,
        .environment = environment,
        .input = input,
        .output = SPAWN_NONE,
        .kept = { mtools->image_fd },
        .kept_count = 1,
        .missing_code = ERR_HOST_NO_MTOOLS,
    };
    return spawn_run_silent(&request); /* of a full disk they complain, and then end well */
}

/* What mformat calls a sector's size: its logarithm, less 7. */
static unsigned size_code(u32 sector_bytes)
{
    unsigned code = 0;
    while (128u << code < sector_bytes)
        code++;
    return code;
}

static struct error format(const struct mtools *mtools, const struct fat_target *target, const struct fat_plan *plan)
{
    char sectors[24], cluster_sectors[24], hidden_sectors[24], serial[16], size[8], heads[8], track_sectors[8];
    snprintf(sectors, sizeof(sectors), "%llu", (unsigned long long)plan->sectors);
    snprintf(cluster_sectors, sizeof(cluster_sectors), "%llu", (unsigned long long)plan->cluster_sectors);
    snprintf(hidden_sectors, sizeof(hidden_sectors), "%llu",
             (unsigned long long)(target->offset_mib * MIB_BYTES / plan->sector_bytes));
    snprintf(serial, sizeof(serial), "%08x", target->serial);
    snprintf(size, sizeof(size), "%u", size_code(plan->sector_bytes));
    snprintf(heads, sizeof(heads), "%u", MBR_HEADS);
    snprintf(track_sectors, sizeof(track_sectors), "%u", MBR_TRACK_SECTORS);
    /* The geometry and media byte F8h: how every disk describes itself to those who still ask. */
    const char *const arguments[] = { "mformat", "-i",   mtools->image, "-F",           "-T", sectors,  "-c", cluster_sectors,
                                      "-S",      size,   "-H",          hidden_sectors, "-h", heads,    "-s", track_sectors,
                                      "-m",      "0xf8", "-N",          serial,         "-v", "LINTEL", "::", NULL };
    return mtools_run(mtools, arguments, SPAWN_NONE);
}

/* mformat gives the volume's boot sector a partition table of its own, as Zip disks had it. On a CD UEFI would follow it: to it a
 * boot image is a disk (UEFI 2.10 §13.3.2). */
static struct error forget_partition_table(const struct fat_target *target, u32 sector_bytes)
{
    static const u8 nothing[MBR_ENTRY_COUNT * MBR_ENTRY_BYTES];
    const struct bytes table = { nothing, sizeof(nothing) };
    const u64 at = target->offset_mib * MIB_BYTES + MBR_ENTRIES;
    TRY(descriptor_write(target->image_fd, "the volume", at, table));
    return descriptor_write(target->image_fd, "the volume", at + BACKUP_BOOT_SECTOR * sector_bytes, table);
}

static bool has_modules(const struct fat_file *files, size_t count)
{
    return count > 0 && strncmp(files[count - 1].path, MODULE_FOLDER, strlen(MODULE_FOLDER)) == 0;
}

static struct error make_folders(const struct mtools *mtools, bool with_modules)
{
    const char *const arguments[] = {
        "mmd", "-i", mtools->image, "::/EFI", "::/EFI/BOOT", "::/boot", with_modules ? "::/boot/modules" : NULL, NULL
    };
    return mtools_run(mtools, arguments, SPAWN_NONE);
}

static struct error copy(const struct mtools *mtools, const struct fat_file *file)
{
    char destination[2 + MANIFEST_PATH_BYTES];
    snprintf(destination, sizeof(destination), "::%s", file->path);
    const char *const arguments[] = { "mcopy", "-i", mtools->image, "-", destination, NULL };
    return mtools_run(mtools, arguments, file->fd);
}

struct error fat_create(const struct fat_target *target, const struct fat_plan *plan, const struct fat_file *files, size_t count)
{
    struct mtools mtools;
    TRY(mtools_prepare(target, &mtools));
    TRY(format(&mtools, target, plan));
    TRY(forget_partition_table(target, plan->sector_bytes));
    TRY(make_folders(&mtools, has_modules(files, count)));
    for (size_t i = 0; i < count; i++)
        TRY(copy(&mtools, &files[i]));
    return OK;
}
