/* A disk image, from what goes into it to its bytes: manifest, volume, and what stands around the volume. */
#include "tools/image.h"
#include "config/manifest.h"
#include "tools/fat.h"
#include "tools/guid.h"
#include "tools/image_table.h"
#include "tools/loaders.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILES_MAX 4

/* An image on its way to its file. */
struct image {
    const struct image_input *input;
    int fd;
    const char *name; /* for errors */
    char *manifest_buffer;
    struct text manifest;
    u8 seed[SHA256_BYTES]; /* of everything that makes this image what it is */
    struct fat_file files[FILES_MAX];
    size_t file_count;
    int memory_files[FILES_MAX]; /* to be closed */
    size_t memory_file_count;
    struct fat_plan volume;
    struct image_layout layout;
};

static struct error describe_file(const char *path, const struct host_file *file, struct manifest_file *described)
{
    snprintf(described->path, sizeof(described->path), "%s", path);
    described->bytes = file->bytes;
    described->has_sha256 = true;
    return digest_of(host_file_view(file), file->path, described->sha256);
}

static struct error write_manifest(struct image *image)
{
    const struct image_input *input = image->input;
    struct manifest manifest = {
        .config_offset = input->kernel.config_offset,
        .command_line = input->command_line,
    };
    TRY(describe_file(KERNEL_PATH, &input->kernel.file, &manifest.kernel));
    if (input->ramdisk.fd >= 0)
        TRY(describe_file(RAMDISK_PATH, &input->ramdisk, &manifest.ramdisk));
    image->manifest_buffer = calloc(1, MANIFEST_BYTES_MAX);
    if (image->manifest_buffer == NULL)
        return error_about(ERR_HOST_WRITE, MANIFEST_PATH, ENOMEM);
    image->manifest = (struct text) { image->manifest_buffer, MANIFEST_BYTES_MAX, 0 };
    manifest_write(&manifest, &image->manifest);
    return OK;
}

static struct bytes manifest_view(const struct image *image)
{
    return (struct bytes) { (const u8 *)image->manifest.data, image->manifest.len };
}

/* The manifest stands for kernel, ramdisk and command line: it has their digests. */
static struct error derive_seed(struct image *image)
{
    const struct disk_kind *disk = &image->input->disk;
    const u8 kind[] = { (u8)disk->table, (u8)(disk->sector_bytes / KIB_BYTES) };
    const struct bytes parts[] = { loader_bios(), loader_uefi(), manifest_view(image), { kind, sizeof(kind) } };
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
    TRY(add_content(image, MANIFEST_PATH, manifest_view(image)));
    if (input->kernel.is_altered)
        TRY(add_content(image, KERNEL_PATH, host_file_view(kernel)));
    else
        add_file(image, KERNEL_PATH, kernel->fd, kernel->bytes);
    if (input->ramdisk.fd >= 0)
        add_file(image, RAMDISK_PATH, input->ramdisk.fd, input->ramdisk.bytes);
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

static struct error check_unchanged(const struct image_input *input)
{
    TRY(host_file_check_unchanged(&input->kernel.file));
    return input->ramdisk.fd >= 0 ? host_file_check_unchanged(&input->ramdisk) : OK;
}

static struct error write_all(struct image *image)
{
    TRY(write_manifest(image));
    TRY(derive_seed(image));
    TRY(add_files(image));
    TRY(write_volume(image));
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
    free(image.manifest_buffer);
    return error;
}
