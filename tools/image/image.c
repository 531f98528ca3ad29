/* A disk image, from what goes into it to its bytes: the volume with its files, and what stands around the volume. */
#include "tools/image/image.h"
#include "tools/image/fat.h"
#include "tools/image/files_folder.h"
#include "tools/image/guid.h"
#include "tools/image/image_table.h"
#include "tools/image/iso9660.h"
#include "tools/image/loaders.h"
#include "tools/image/volume_files.h"
#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

/* An image on its way to its file. */
struct image {
    const struct image_input *input;
    int fd;
    const char *name; /* for errors */
    struct volume_files files;
    struct volume_tree *tree;
    u8 seed[SHA256_BYTES]; /* of everything that makes this image what it is */
    struct fat_plan plan;
    struct image_layout layout;
    struct fat_target volume;
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
    u8 tree_sha256[SHA256_BYTES], kind[11];
    const struct disk_kind *disk = &image->input->disk;
    const u8 kinds[] = { (u8)disk->table, (u8)(disk->sector_bytes / KIB_BYTES), disk->is_iso };
    memcpy(kind, kinds, sizeof(kinds));
    store_u64(kind + sizeof(kinds), image->layout.disk_sectors);
    TRY(volume_tree_digest(image->tree, tree_sha256));
    const struct bytes parts[] = { loader_bios(),
                                   loader_uefi(),
                                   image_manifest_view(&image->files.manifest),
                                   { tree_sha256, sizeof(tree_sha256) },
                                   { kind, sizeof(kind) } };
    return digest_of_parts(parts, COUNT_OF(parts), image->name, image->seed);
}

static struct error gather_files(struct image *image)
{
    TRY(volume_files_describe(image->input, image->name, &image->files));
    TRY(volume_files_add(&image->files, UEFI_LOADER_PATH, loader_uefi()));
    TRY(volume_files_add_listed(&image->files));
    TRY(volume_tree_make(image->files.each, image->files.count, image->input->files_path, image->tree));
    return fat_plan_check_folders(image->tree);
}

/* Without --size as small as can be; with it, the volume is all that the image has more. */
static struct error plan_size(struct image *image)
{
    const struct disk_kind disk = image->input->disk;
    const u64 others = image_layout_other_sectors(disk);
    const u64 most = image_layout_sectors_max(disk, fat_sectors_max(disk.sector_bytes)) * disk.sector_bytes;
    image->plan = fat_plan_volume(image->tree, disk.sector_bytes);
    const u64 needed = (image->plan.sectors + others) * disk.sector_bytes;
    const u64 wanted = image->input->image_bytes != 0 ? image->input->image_bytes : needed;
    if (needed > most || wanted > most)
        return error_about(ERR_HOST_IMAGE_TOO_LARGE, image->name, most);
    if (wanted < needed)
        return error_about(ERR_HOST_SIZE_TOO_SMALL, image->input->size_text, needed);
    if (wanted > needed)
        image->plan = fat_plan_sized_volume(image->tree, disk.sector_bytes, wanted / disk.sector_bytes - others);
    image->layout = image_layout_plan(disk, image->plan.sectors);
    return OK;
}

static u64 image_bytes_of(const struct image *image)
{
    return image->layout.disk_sectors * image->layout.disk.sector_bytes;
}

static struct error write_volume(struct image *image)
{
    if (ftruncate(image->fd, (off_t)image_bytes_of(image)) != 0)
        return error_about(ERR_HOST_WRITE, image->name, (u64)errno);
    image->volume = (struct fat_target) { .image_fd = image->fd, .name = image->name, .offset_mib = VOLUME_OFFSET_MIB };
    TRY(fat_format(&image->volume, &image->plan));
    TRY(fat_make_entries(&image->volume, image->tree));
    TRY(fat_lay_out(&image->volume, image->tree, image->files.each, image->files.count));
    return fat_copy_files(&image->volume, image->tree);
}

/* What follows from the content of all files. */
static struct error write_manifest(struct image *image)
{
    image_manifest_write(&image->files.manifest);
    for (size_t i = 0; i < image->tree->count; i++)
        if (image->tree->nodes[i].own == image->files.manifest_file)
            TRY(fat_write_at(&image->volume, fat_place_of(&image->volume, i), image_manifest_view(&image->files.manifest)));
    return OK;
}

static struct error write_identity(struct image *image)
{
    u32 serial;
    TRY(derive_seed(image));
    TRY(serial_derive(image->seed, "FAT", &serial));
    return fat_set_serial(&image->volume, serial);
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

static struct error plan_all(struct image *image)
{
    TRY(gather_files(image));
    return plan_size(image);
}

/* Those of the other options are open. */
static struct error check_readable(const struct volume_tree *tree)
{
    int fd;
    for (size_t i = 0; i < tree->count; i++)
        if (tree->nodes[i].own == NULL && !tree->nodes[i].is_folder) {
            TRY(volume_tree_open_file(&tree->nodes[i], &fd));
            close(fd);
        }
    return OK;
}

struct error image_check(struct image_input *input, const char *name)
{
    struct image image = { .input = input, .fd = -1, .name = name, .tree = &input->tree };
    struct error error = plan_all(&image);
    if (error.code == ERR_NONE)
        error = check_readable(image.tree);
    volume_files_close(&image.files);
    return error;
}

static struct error write_all(struct image *image)
{
    if (image->input->files_path != NULL)
        TRY(files_folder_check_temporary(image->input->files_path));
    TRY(plan_all(image));
    TRY(write_volume(image));
    TRY(write_manifest(image));
    TRY(write_identity(image));
    TRY(write_iso9660(image));
    TRY(image_table_write(&image->layout, image->seed, image->fd, image->name));
    TRY(volume_tree_check_unchanged(image->tree));
    return volume_files_check_unchanged(&image->files);
}

struct error image_write(struct image_input *input, int image_fd, const char *name, u64 *image_bytes)
{
    struct image image = { .input = input, .fd = image_fd, .name = name, .tree = &input->tree };
    const struct error error = volume_files_explain(&image.files, write_all(&image));
    *image_bytes = image_bytes_of(&image);
    fat_close(&image.volume);
    volume_files_close(&image.files);
    return error;
}
