/* A disk image, from what goes into it to its bytes: volume, and what stands around the volume. */
#include "tools/image.h"
#include "config/manifest.h"
#include "tools/fat.h"
#include "tools/guid.h"
#include "tools/image_manifest.h"
#include "tools/image_table.h"
#include "tools/iso9660.h"
#include "tools/loaders.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SINGLE_FILES 4 /* UEFI loader, manifest, kernel, ramdisk */

/* An image on its way to its file. */
struct image {
    const struct image_input *input;
    int fd;
    const char *name; /* for errors */
    struct image_manifest manifest;
    u8 seed[SHA256_BYTES]; /* of everything that makes this image what it is */
    struct fat_file *files;
    size_t file_count;
    int memory_files[SINGLE_FILES]; /* to be closed */
    size_t memory_file_count;
    struct fat_plan volume;
    struct image_layout layout;
};

static struct error make_room(struct image *image)
{
    const size_t modules = image->input->module_count;
    image->files = calloc(SINGLE_FILES + modules, sizeof(*image->files));
    if (image->files == NULL)
        return error_about(ERR_HOST_WRITE, image->name, ENOMEM);
    return OK;
}

/* The manifest stands for kernel, ramdisk, modules and command line: it has their digests. */
static struct error derive_seed(struct image *image)
{
    const struct disk_kind *disk = &image->input->disk;
    const u8 kind[] = { (u8)disk->table, (u8)(disk->sector_bytes / KIB_BYTES), disk->is_iso };
    const struct bytes parts[] = { loader_bios(), loader_uefi(), image_manifest_view(&image->manifest), { kind, sizeof(kind) } };
    return digest_of_parts(parts, COUNT_OF(parts), image->name, image->seed);
}

static void add_file(struct image *image, const char *path, int fd, u64 bytes)
{
    image->files[image->file_count++] = (struct fat_file) { path, bytes, fd };
}

static struct error add_content(struct image *image, const char *path, struct bytes content)
{
    int fd = -1;
    struct error error = memory_file_make(path, content, &fd);
    if (fd >= 0)
        image->memory_files[image->memory_file_count++] = fd;
    add_file(image, path, fd, content.len);
    return error;
}

/* In the order in which a machine reads them. */
static struct error add_files(struct image *image)
{
    const struct image_input *input = image->input;
    const struct host_file *kernel = &input->kernel.file;
    TRY(add_content(image, "/EFI/BOOT/BOOTX64.EFI", loader_uefi()));
    TRY(add_content(image, MANIFEST_PATH, image_manifest_view(&image->manifest)));
    if (input->kernel.is_altered)
        TRY(add_content(image, KERNEL_PATH, host_file_view(kernel)));
    else
        add_file(image, KERNEL_PATH, kernel->fd, kernel->bytes);
    if (input->ramdisk.fd >= 0)
        add_file(image, RAMDISK_PATH, input->ramdisk.fd, input->ramdisk.bytes);
    for (size_t i = 0; i < input->module_count; i++)
        add_file(image, image->manifest.modules[i].path, input->modules[i].file.fd, input->modules[i].file.bytes);
    image->volume = fat_plan_volume(image->files, image->file_count, input->disk.sector_bytes);
    image->layout = image_layout_plan(input->disk, image->volume.sectors);
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
    return fat_create(&target, &image->volume, image->files, image->file_count);
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

static struct error check_unchanged(const struct image_input *input)
{
    const struct host_file *file;
    for (size_t i = 0; (file = image_input_file(input, i)) != NULL; i++)
        if (file->fd >= 0)
            TRY(host_file_check_unchanged(file));
    return OK;
}

static struct error write_all(struct image *image)
{
    TRY(make_room(image));
    TRY(image_manifest_make(image->input, &image->manifest));
    TRY(derive_seed(image));
    TRY(add_files(image));
    TRY(write_volume(image));
    TRY(write_iso9660(image));
    TRY(image_table_write(&image->layout, image->seed, image->fd, image->name));
    return check_unchanged(image->input);
}

struct error image_write(const struct image_input *input, int image_fd, const char *name, u64 *image_bytes)
{
    struct image image = { .input = input, .fd = image_fd, .name = name };
    struct error error = write_all(&image);
    *image_bytes = image_bytes_of(&image);
    for (size_t i = 0; i < image.memory_file_count; i++)
        close(image.memory_files[i]);
    image_manifest_free(&image.manifest);
    free(image.files);
    return error;
}
