/* From a path to a volume: what each step finds is kept, so that an error on the way still leaves something to show. */
#include "tools/inspect/opened_image.h"
#include "common/disk/disk.h"
#include "tools/image/disk_image.h"
#include <fcntl.h>
#include <unistd.h>

bool opened_image_is_meant(const char *path)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    const bool is_meant = fd >= 0 && disk_image_is_meant(fd);
    if (fd >= 0)
        close(fd);
    return is_meant;
}

static struct error open_partition(struct opened_image *image)
{
    bool used_backup;
    TRY(disk_find_boot_partition(&image->disk, image->sector_bytes, &image->identity, &image->partition, &used_backup));
    const u64 sectors = image->partition.last_lba - image->partition.first_lba + 1;
    TRY(reader_of_part(&image->disk, "the boot partition", opened_image_volume_offset(image), sectors * image->sector_bytes,
                       &image->partition_reader));
    image->has_partition = true;
    return OK;
}

struct error opened_image_open(const char *path, struct opened_image *image)
{
    *image = (struct opened_image) { .file.fd = -1 };
    TRY(host_file_open(path, &image->file));
    if (!disk_image_is_meant(image->file.fd))
        return error_about(ERR_HOST_NOT_IMAGE, path, image->file.bytes);
    image->disk = reader_of_bytes(path, host_file_view(&image->file));
    image->sector_bytes = disk_image_sector_bytes(image->file.fd);
    if (image->sector_bytes == 0)
        image->sector_bytes = 512; /* what is damaged beyond telling is read like most */
    image->is_iso = disk_image_is_iso(image->file.fd);
    TRY(open_partition(image));
    TRY(fat_open(&image->partition_reader, &image->volume));
    image->has_volume = true;
    return OK;
}

void opened_image_close(struct opened_image *image)
{
    host_file_close(&image->file);
}

u64 opened_image_volume_offset(const struct opened_image *image)
{
    return image->partition.first_lba * image->sector_bytes;
}
