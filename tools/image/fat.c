/* The FAT volume, formatted by mformat. */
#include "tools/image/fat.h"
#include "common/base/checked.h"
#include "common/disk/fat_format.h"
#include "common/disk/mbr_format.h"
#include "tools/base/host_file.h"
#include "tools/image/mtools.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define HOLE_BYTES 4096ull /* what file systems make holes of */

/* What mformat calls a sector's size: its logarithm, less 7. */
static unsigned size_code(u32 sector_bytes)
{
    unsigned code = 0;
    while (128u << code < sector_bytes)
        code++;
    return code;
}

static struct error run_mformat(const struct mtools *mtools, const struct fat_target *target, const struct fat_plan *plan)
{
    char sectors[24], cluster_sectors[24], hidden_sectors[24], fat_sectors[24], size[8], heads[8], track_sectors[8];
    snprintf(sectors, sizeof(sectors), "%llu", (unsigned long long)plan->sectors);
    snprintf(cluster_sectors, sizeof(cluster_sectors), "%llu", (unsigned long long)plan->cluster_sectors);
    snprintf(fat_sectors, sizeof(fat_sectors), "%llu", (unsigned long long)plan->fat_sectors);
    snprintf(hidden_sectors, sizeof(hidden_sectors), "%llu",
             (unsigned long long)(target->offset_mib * MIB_BYTES / plan->sector_bytes));
    snprintf(size, sizeof(size), "%u", size_code(plan->sector_bytes));
    snprintf(heads, sizeof(heads), "%u", MBR_HEADS);
    snprintf(track_sectors, sizeof(track_sectors), "%u", MBR_TRACK_SECTORS);
    /* The geometry and media byte F8h: how every disk describes itself to those who still ask. */
    const char *const arguments[] = {
        "mformat", "-i", mtools->image, "-F",           "-T", sectors, "-c", cluster_sectors, "-L", fat_sectors,
        "-S",      size, "-H",          hidden_sectors, "-h", heads,   "-s", track_sectors,   "-m", "0xf8",
        "-N",      "0",  "-v",          "LINTEL",       "::", NULL
    };
    return mtools_run(mtools, arguments);
}

struct error fat_write_at(const struct fat_target *target, u64 place, struct bytes content)
{
    return descriptor_write(target->image_fd, target->name, target->offset_mib * MIB_BYTES + place, content);
}

/* The same bytes into the volume's boot sector and its copy. */
static struct error write_to_boot_sectors(struct fat_target *target, u64 offset, struct bytes content)
{
    u8 sector[FAT_BOOT_SECTOR_BYTES];
    TRY(reader_read(&target->partition, 0, sector, sizeof(sector)));
    const u64 backup = (u64)load_u16(sector + BPB_BACKUP) * load_u16(sector + BPB_SECTOR_BYTES);
    TRY(fat_write_at(target, offset, content));
    return fat_write_at(target, backup + offset, content);
}

/* mformat gives the volume's boot sector a partition table of its own, as Zip disks had it. On a CD UEFI would follow it: to it a
 * boot image is a disk (UEFI 2.10 §13.3.2). */
static struct error forget_partition_table(struct fat_target *target)
{
    static const u8 nothing[MBR_ENTRY_COUNT * MBR_ENTRY_BYTES];
    return write_to_boot_sectors(target, MBR_ENTRIES, (struct bytes) { nothing, sizeof(nothing) });
}

struct error fat_set_serial(struct fat_target *target, u32 serial)
{
    u8 bytes[sizeof(serial)];
    store_u32(bytes, serial);
    return write_to_boot_sectors(target, BPB_SERIAL_32, (struct bytes) { bytes, sizeof(bytes) });
}

static struct error read_partition(struct reader *partition, u64 offset, void *destination, u64 len)
{
    const struct fat_target *target = partition->context;
    const ssize_t got = pread(target->image_fd, destination, len, (off_t)(target->offset_mib * MIB_BYTES + offset));
    return got == (ssize_t)len ? OK : error_about(ERR_HOST_WRITE, target->name, got < 0 ? (u64)errno : EIO);
}

/* mformat wrote zeros to all of the FATs: megabytes for a volume of gigabytes. Where the file system cannot make holes of them
 * they are there, and do no harm. */
static void make_holes(const struct fat_target *target)
{
    const struct fat_volume *volume = &target->volume;
    const u64 volume_offset = target->offset_mib * MIB_BYTES;
    const u64 start = align_up(volume_offset + volume->fat_offset + 1, HOLE_BYTES); /* the first entries are not zero */
    const u64 first_end = align_down(volume_offset + volume->fat_offset + volume->fat_bytes, HOLE_BYTES);
    const u64 second_start = first_end + 2 * HOLE_BYTES, end = volume_offset + volume->data_offset;
    const int how = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
    if (start < first_end)
        (void)fallocate(target->image_fd, how, (off_t)start, (off_t)(first_end - start));
    if (second_start < align_down(end, HOLE_BYTES))
        (void)fallocate(target->image_fd, how, (off_t)second_start, (off_t)(align_down(end, HOLE_BYTES) - second_start));
}

struct error fat_format(struct fat_target *target, const struct fat_plan *plan)
{
    struct mtools mtools;
    TRY(mtools_prepare(target->image_fd, target->offset_mib, &mtools));
    TRY(run_mformat(&mtools, target, plan));
    target->partition = (struct reader) {
        .read = read_partition, .bytes = plan->sectors * plan->sector_bytes, .name = target->name, .context = target
    };
    TRY(forget_partition_table(target));
    TRY(fat_open(&target->partition, &target->volume));
    make_holes(target);
    return OK;
}

void fat_close(struct fat_target *target)
{
    for (size_t i = 0; i < target->node_count; i++)
        free(target->nodes[i].path);
    free(target->nodes);
}
