/* The layout of a disk image, in sectors of 512 bytes:
 *
 *     0           boot code (440 bytes) and the protective MBR
 *     1 .. 33     GPT header and entries
 *     40 .. 2047  BIOS boot partition: stage 2 of the BIOS loader
 *     2048 ..     EFI system partition: FAT32, a whole number of MiB
 *     the last MiB: nothing, then the GPT's backup in the last 33 sectors */
#include "bios/image.h"
#include "common/disk/gpt.h"
#include "config/manifest.h"
#include "tools/fat.h"
#include "tools/guid.h"
#include "tools/image.h"
#include "tools/loaders.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECTOR_BYTES   512ull
#define STAGE2_LBA     40ull /* 4 KiB-aligned: the first such sector behind the GPT's entries */
#define ESP_OFFSET_MIB 1u
#define ESP_LBA        2048u
#define BACKUP_SECTORS 2048u /* a whole MiB, so that the image is one of whole MiB as well */

_Static_assert((ESP_LBA - STAGE2_LBA) * SECTOR_BYTES >= BIOS_IMAGE_BYTES_MAX, "stage 2 does not fit before the first MiB");

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
    const struct bytes parts[] = { loader_bios(), loader_uefi(), manifest_view(image) };
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
    image->volume = fat_plan_volume(image->files, image->file_count);
    return OK;
}

static u64 disk_sectors(const struct image *image)
{
    return ESP_LBA + image->volume.sectors + BACKUP_SECTORS;
}

static struct error write_volume(const struct image *image)
{
    if (ftruncate(image->fd, (off_t)(disk_sectors(image) * SECTOR_BYTES)) != 0)
        return error_about(ERR_HOST_WRITE, image->name, (u64)errno);
    struct fat_target target = { .image_fd = image->fd, .offset_mib = ESP_OFFSET_MIB };
    TRY(serial_derive(image->seed, "FAT", &target.serial));
    return fat_create(&target, &image->volume, image->files, image->file_count);
}

/* The boot code with the fields filled in that bios/image.h leaves to us. */
static void place_boot_code(u8 *first_sector, u64 stage2_bytes)
{
    memcpy(first_sector, loader_bios().data, BOOT_SECTOR_CODE_BYTES);
    store_u64(first_sector + FIELD_STAGE2_LBA, STAGE2_LBA);
    store_u16(first_sector + FIELD_STAGE2_SECTORS, (u16)(stage2_bytes / SECTOR_BYTES));
    store_u16(first_sector + FIELD_SECTOR_BYTES, SECTOR_BYTES);
}

static struct error write_boot_code(const struct image *image, u8 *first_sector)
{
    struct bytes stage2 = { loader_bios().data + BOOT_SECTOR_BYTES, loader_bios().len - BOOT_SECTOR_BYTES };
    place_boot_code(first_sector, stage2.len);
    return descriptor_write(image->fd, image->name, STAGE2_LBA * SECTOR_BYTES, stage2);
}

static struct error plan_partitions(const struct image *image, struct partition partitions[2])
{
    partitions[0] = (struct partition) { .first_lba = STAGE2_LBA, .last_lba = ESP_LBA - 1, .number = 1 };
    partitions[1] = (struct partition) { .first_lba = ESP_LBA, .last_lba = ESP_LBA + image->volume.sectors - 1, .number = 2 };
    memcpy(partitions[0].type_guid, gpt_type_bios_boot, 16);
    memcpy(partitions[1].type_guid, gpt_type_efi_system, 16);
    TRY(guid_derive(image->seed, "BIOS boot partition", partitions[0].guid));
    return guid_derive(image->seed, "EFI system partition", partitions[1].guid);
}

static struct error write_table(const struct image *image)
{
    static const char *const names[] = { "Lintel BIOS loader", "EFI system" };
    u8 primary[(1 + 1 + 32) * SECTOR_BYTES] = { 0 }, backup[(32 + 1) * SECTOR_BYTES] = { 0 };
    struct partition partitions[2];
    struct gpt_plan plan = { .disk_sectors = disk_sectors(image),
                             .sector_bytes = SECTOR_BYTES,
                             .partitions = partitions,
                             .names = names,
                             .partition_count = COUNT_OF(partitions) };
    TRY(plan_partitions(image, partitions));
    TRY(guid_derive(image->seed, "disk", plan.disk_guid));
    TRY(serial_derive(image->seed, "MBR", &plan.mbr_signature));
    TRY(write_boot_code(image, primary));
    gpt_write(&plan, primary, backup);
    TRY(descriptor_write(image->fd, image->name, 0, (struct bytes) { primary, sizeof(primary) }));
    u64 backup_offset = plan.disk_sectors * SECTOR_BYTES - sizeof(backup);
    return descriptor_write(image->fd, image->name, backup_offset, (struct bytes) { backup, sizeof(backup) });
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
    TRY(write_table(image));
    return check_unchanged(image->input);
}

struct error image_write(const struct image_input *input, int image_fd, const char *name, u64 *image_bytes)
{
    struct image image = { .input = input, .fd = image_fd, .name = name };
    struct error error = write_all(&image);
    *image_bytes = disk_sectors(&image) * SECTOR_BYTES;
    for (size_t i = 0; i < image.memory_file_count; i++)
        close(image.memory_files[i]);
    free(image.manifest_buffer);
    return error;
}
