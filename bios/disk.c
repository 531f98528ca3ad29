/* Bytes from sectors: every read goes through the window, and from there once to its final place. */
#include "bios/disk.h"
#include "common/base/string.h"

#define AHEAD_BYTES (16 * KIB_BYTES) /* a small read gets its neighbours along: the next one is mostly there */
#define TRIES       3                /* a drive that spins up, or a stick that wakes, fails at first */
#define SHRINK      4                /* after TRIES failures, ask for a quarter */

static bool try_transfer(struct disk *disk, u64 lba, u32 sectors)
{
    for (u32 tries = 0; tries < TRIES; tries++)
        if (disk->transfer(disk, lba, sectors) == 0)
            return true;
    return false;
}

static u32 fewer(u32 sectors)
{
    return sectors > SHRINK ? sectors / SHRINK : 1;
}

/* A full-sized call that never worked is not asked for again; one that did is only avoided where the medium fails or ends. */
static void learn(struct disk *disk, u32 sectors, bool succeeded)
{
    if (sectors != disk->call_sectors)
        return;
    if (succeeded)
        disk->call_is_good = true;
    else if (!disk->call_is_good)
        disk->call_sectors = fewer(sectors);
}

/* Fewer and fewer sectors from `lba` on, until some can be read. */
static struct error fill_window(struct disk *disk, u64 lba, u64 wanted_sectors)
{
    u32 sectors = (u32)min_u64(wanted_sectors, disk->call_sectors);
    disk->window_sectors = 0;
    while (!try_transfer(disk, lba, sectors)) {
        learn(disk, sectors, false);
        if (sectors == 1)
            return error_about(ERR_DISK_READ, "the boot disk", lba);
        sectors = fewer(sectors);
    }
    learn(disk, sectors, true);
    disk->window_lba = lba;
    disk->window_sectors = sectors;
    return OK;
}

/* How many bytes from `offset` on lie in the window, and where. */
static u64 window_bytes_from(const struct disk *disk, u64 offset, const u8 **at)
{
    const u64 start = disk->window_lba * disk->sector_bytes;
    const u64 bytes = (u64)disk->window_sectors * disk->sector_bytes;
    if (offset < start || offset - start >= bytes)
        return 0;
    *at = disk->window + (offset - start);
    return bytes - (offset - start);
}

/* Sectors worth reading for `len` bytes at `offset`, not past the end of the disk. */
static u64 sectors_to_read(const struct disk *disk, u64 offset, u64 len)
{
    const u64 lba = offset / disk->sector_bytes;
    const u64 needed = (offset % disk->sector_bytes + len - 1) / disk->sector_bytes + 1;
    return min_u64(max_u64(needed, AHEAD_BYTES / disk->sector_bytes), disk->bytes / disk->sector_bytes - lba);
}

static struct error read_disk(struct reader *reader, u64 offset, void *destination, u64 len)
{
    struct disk *disk = reader->context;
    for (u8 *to = destination; len != 0;) {
        const u8 *from;
        const u64 part = min_u64(len, window_bytes_from(disk, offset, &from));
        if (part == 0) {
            TRY(fill_window(disk, offset / disk->sector_bytes, sectors_to_read(disk, offset, len)));
            continue;
        }
        memcpy(to, from, (size_t)part);
        to += part;
        offset += part;
        len -= part;
    }
    return OK;
}

struct reader disk_reader(struct disk *disk)
{
    return (struct reader) { .read = read_disk, .bytes = disk->bytes, .name = "the boot disk", .context = disk };
}
