/* A disk image, from what goes into it to its bytes: the volume with its files, and what stands around the volume. */
#include "tools/image.h"
#include "tools/guid.h"
#include "tools/image_table.h"
#include "tools/iso9660.h"
#include "tools/loaders.h"
#include "tools/volume_files.h"
#include <errno.h>
#include <sys/random.h>
#include <unistd.h>

/* An image on its way to its file. */
struct image {
    const struct image_input *input;
    int fd;
    const char *name; /* for errors */
    struct volume_files files;
    u8 seed[SHA256_BYTES]; /* of everything that makes this image what it is */
    struct fat_plan volume;
    struct image_layout layout;
};

static struct error draw_seed(struct image *image)
{
    if (getrandom(image->seed, sizeof(image->seed), 0) == (ssize_t)sizeof(image->seed))
        return OK;
    return error_about(ERR_HOST_OPEN, "the random number generator", (u64)errno);
}

/* The manifest stands for kernel, ramdisk, modules and command line: it has their digests. */
static struct error derive_seed(struct image *image)
{
    if (image->input->has_random_guids)
        return draw_seed(image);
    const struct disk_kind *disk = &image->input->disk;
    const u8 kind[] = { (u8)disk->table, (u8)(disk->sector_bytes / KIB_BYTES), disk->is_iso };
    const struct bytes parts[] = {
        loader_bios(), loader_uefi(), image_manifest_view(&image->files.manifest), { kind, sizeof(kind) }
    };
    return digest_of_parts(parts, COUNT_OF(parts), image->name, image->seed);
}

static struct error add_files(struct image *image)
{
    TRY(volume_files_add(&image->files, "/EFI/BOOT/BOOTX64.EFI", loader_uefi()));
    TRY(volume_files_add_listed(&image->files));
    image->volume = fat_plan_volume(image->files.each, image->files.count, image->input->disk.sector_bytes);
    image->layout = image_layout_plan(image->input->disk, image->volume.sectors);
    return OK;
}

static u64 image_bytes_of(const struct image *image)
{
    return image->layout.disk_sectors * image->layout.disk.sector_bytes;
}

static struct error write_volume(const struct image *image)
{
    if (ftruncate(image->fd, (off_t)image_bytes_of(image)) != 0)
        return error_about(ERR_HOST_WRITE, image->name, (u64)errno);
    struct fat_target target = { .image_fd = image->fd, .offset_mib = VOLUME_OFFSET_MIB };
    TRY(serial_derive(image->seed, "FAT", &target.serial));
    return fat_create(&target, &image->volume, image->files.each, image->files.count);
}

static struct error write_iso9660(struct image *image)
{
    u64 stage2_offset;
    if (!image->layout.disk.is_iso)
        return OK;
    TRY(iso9660_write(&image->layout, image->fd, image->name, &stage2_offset));
    image->layout.stage2_lba = stage2_offset / image->layout.disk.sector_bytes;
    return OK;
}

static struct error write_all(struct image *image)
{
    TRY(volume_files_describe(image->input, image->name, &image->files));
    TRY(derive_seed(image));
    TRY(add_files(image));
    TRY(write_volume(image));
    TRY(write_iso9660(image));
    TRY(image_table_write(&image->layout, image->seed, image->fd, image->name));
    return volume_files_check_unchanged(&image->files);
}

struct error image_write(const struct image_input *input, int image_fd, const char *name, u64 *image_bytes)
{
    struct image image = { .input = input, .fd = image_fd, .name = name };
    const struct error error = volume_files_explain(&image.files, write_all(&image));
    *image_bytes = image_bytes_of(&image);
    volume_files_close(&image.files);
    return error;
}
