/* Nothing in a table says how large the disk's sectors are: where the GPT or the volume lies does. */
#include "tools/image/disk_image.h"
#include "common/disk/fat_format.h"
#include "common/disk/gpt.h"
#include "common/disk/gpt_format.h"
#include "common/disk/mbr.h"
#include "common/disk/mbr_format.h"
#include "common/elf/format.h"
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define SMALL_SECTOR_BYTES 512u
#define LARGE_SECTOR_BYTES 4096u

/* The standard's name in the first volume descriptor (ECMA-119 8.1.2). */
#define ISO_STANDARD       (16 * 2048 + 1)
#define ISO_STANDARD_BYTES 5

static bool read_sector(int fd, u64 offset, u8 sector[MBR_BYTES])
{
    return pread(fd, sector, MBR_BYTES, (off_t)offset) == MBR_BYTES;
}

static bool has_gpt(int fd, u32 sector_bytes)
{
    u8 header[MBR_BYTES];
    return read_sector(fd, (u64)GPT_PRIMARY_LBA * sector_bytes, header) &&
           gpt_is_signed((struct bytes) { header, sizeof(header) });
}

/* A FAT volume's sectors are as large as those of the disk that it was made for. */
static bool has_volume(int fd, u32 sector_bytes, const struct partition *partition)
{
    u8 start[MBR_BYTES];
    return read_sector(fd, partition->first_lba * sector_bytes, start) && load_u16(start + BPB_SECTOR_BYTES) == sector_bytes &&
           load_u16(start + BPB_SIGNATURE) == BPB_SIGNATURE_IS;
}

/* The backup of a GPT is the disk's last sector. */
static bool has_backup(int fd, u32 sector_bytes)
{
    u8 header[MBR_BYTES];
    const off_t end = lseek(fd, 0, SEEK_END);
    return end >= (off_t)sector_bytes && read_sector(fd, (u64)end - sector_bytes, header) &&
           gpt_is_signed((struct bytes) { header, sizeof(header) });
}

static u32 sector_bytes_by_mbr(int fd)
{
    u8 mbr[MBR_BYTES];
    struct disk_identity identity;
    struct partition partition;
    if (!read_sector(fd, 0, mbr))
        return 0;
    struct error error = mbr_find_partition("the image", (struct bytes) { mbr, sizeof(mbr) }, &identity, &partition);
    if (error.code != ERR_NONE)
        return 0;
    return has_volume(fd, LARGE_SECTOR_BYTES, &partition) ? LARGE_SECTOR_BYTES : SMALL_SECTOR_BYTES;
}

u32 disk_image_sector_bytes(int fd)
{
    if (has_gpt(fd, SMALL_SECTOR_BYTES))
        return SMALL_SECTOR_BYTES;
    if (has_gpt(fd, LARGE_SECTOR_BYTES))
        return LARGE_SECTOR_BYTES;
    if (has_backup(fd, SMALL_SECTOR_BYTES))
        return SMALL_SECTOR_BYTES;
    if (has_backup(fd, LARGE_SECTOR_BYTES))
        return LARGE_SECTOR_BYTES;
    return sector_bytes_by_mbr(fd);
}

static bool is_signed(int fd)
{
    u8 mbr[MBR_BYTES];
    return read_sector(fd, 0, mbr) && mbr_is_signed((struct bytes) { mbr, sizeof(mbr) });
}

static bool is_elf(int fd)
{
    u8 start[MBR_BYTES];
    return read_sector(fd, 0, start) && load_u32(start) == ELF_MAGIC;
}

bool disk_image_is_iso(int fd)
{
    u8 name[ISO_STANDARD_BYTES];
    return pread(fd, name, sizeof(name), ISO_STANDARD) == (ssize_t)sizeof(name) && memcmp(name, "CD001", sizeof(name)) == 0;
}

bool disk_image_is_meant(int fd)
{
    return !is_elf(fd) && (is_signed(fd) || disk_image_sector_bytes(fd) != 0 || disk_image_is_iso(fd));
}

/* What cannot be opened gets its error as a kernel. */
bool disk_image_open(const char *path, struct disk_image *image)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    u32 sector_bytes = fd >= 0 && is_signed(fd) ? disk_image_sector_bytes(fd) : 0;
    *image = (struct disk_image) { .fd = -1 };
    if (sector_bytes != 0)
        *image = (struct disk_image) { fd, sector_bytes, disk_image_is_iso(fd) };
    else if (fd >= 0)
        close(fd);
    return sector_bytes != 0;
}
