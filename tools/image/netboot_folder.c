/* What a netboot folder holds, and whether an existing one is ours to replace. */
#include "tools/image/netboot_folder.h"
#include "config/manifest.h"
#include "tools/base/host_file.h"
#include "tools/image/loaders.h"
#include "tools/image/volume_files.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static bool is_module(const char *path)
{
    const size_t prefix_len = strlen(MODULE_FOLDER);
    return strncmp(path, MODULE_FOLDER, prefix_len) == 0 &&
           manifest_module_name_is_valid((struct bytes) { (const u8 *)path + prefix_len, strlen(path) - prefix_len });
}

static const char *const folders[] = { "", "/boot", "/boot/modules" };

/* `path` is the entry's in the folder, "/boot/kernel.elf". */
static bool is_ours(const char *path, mode_t mode)
{
    static const char *const files[] = { NETBOOT_BIOS_PATH, NETBOOT_UEFI_PATH, MANIFEST_PATH, KERNEL_PATH, RAMDISK_PATH };
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        if (S_ISDIR(mode) && strcmp(path, folders[i]) == 0)
            return true;
    for (size_t i = 0; i < COUNT_OF(files); i++)
        if (S_ISREG(mode) && strcmp(path, files[i]) == 0)
            return true;
    return S_ISREG(mode) && is_module(path);
}

static bool is_input(const struct image_input *input, const struct stat *entry)
{
    const struct host_file *file;
    for (size_t i = 0; (file = image_input_file(input, i)) != NULL; i++)
        if (file->fd >= 0 && file->opened.st_dev == entry->st_dev && file->opened.st_ino == entry->st_ino)
            return true;
    return false;
}

/* What is looked at. Errors are about it, so it is static. */
static char looked_at[2 * OUTPUT_PATH_BYTES];

/* `root_len`: of the netboot folder's own path, in front. */
static struct error check_entry(size_t root_len, const struct image_input *input)
{
    struct stat entry;
    if (lstat(looked_at, &entry) != 0)
        return errno == ENOENT ? OK : error_about(ERR_HOST_OPEN, looked_at, (u64)errno);
    if (!is_ours(looked_at + root_len, entry.st_mode))
        return error_about(ERR_HOST_FOLDER_FOREIGN, looked_at, entry.st_mode);
    return is_input(input, &entry) ? error_about(ERR_HOST_OUTPUT_IS_INPUT, looked_at, entry.st_ino) : OK;
}

static struct error check_entries(DIR *folder, size_t root_len, const struct image_input *input)
{
    const size_t len = strlen(looked_at);
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(looked_at + len, sizeof(looked_at) - len, "/%s", entry->d_name);
        TRY(check_entry(root_len, input));
    }
    return OK;
}

static struct error check_folder(const char *path, const char *below, const struct image_input *input)
{
    const size_t root_len = strlen(path);
    snprintf(looked_at, sizeof(looked_at), "%s%s", path, below);
    TRY(check_entry(root_len, input));
    DIR *folder = opendir(looked_at);
    if (folder == NULL)
        return errno == ENOENT ? OK : error_about(ERR_HOST_OPEN, looked_at, (u64)errno);
    struct error error = check_entries(folder, root_len, input);
    closedir(folder);
    return error;
}

struct error netboot_folder_check(const char *path, const struct image_input *input)
{
    if (strlen(path) >= OUTPUT_PATH_BYTES)
        return error_about(ERR_HOST_WRITE, path, ENAMETOOLONG);
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        TRY(check_folder(path, folders[i], input));
    return OK;
}

/* The manifest has no content until all others were copied, and thus digested. */
static struct error fill_file(const struct volume_files *files, const struct volume_file *file, const struct content_place *place)
{
    if (file == files->manifest_file)
        return descriptor_write(place->fd, place->name, 0, image_manifest_view(&files->manifest));
    return volume_file_copy(file, place);
}

static struct error add_file(const struct volume_files *files, const struct volume_file *file, const struct output_folder *folder)
{
    struct content_place place = { .name = folder->path, .fd = -1 };
    struct error error = output_folder_create(folder, file->path, file->bytes, &place.fd);
    if (error.code == ERR_NONE)
        error = fill_file(files, file, &place);
    if (place.fd < 0)
        return error;
    const struct error finished = output_folder_finish(folder, place.fd);
    return error.code != ERR_NONE ? error : finished;
}

static struct error add_files(struct volume_files *files, struct output_folder *folder)
{
    TRY(volume_files_add(files, NETBOOT_BIOS_PATH, loader_pxe()));
    TRY(volume_files_add(files, NETBOOT_UEFI_PATH, loader_uefi()));
    TRY(volume_files_add_listed(files));
    for (size_t i = 0; i < files->count; i++)
        if (&files->each[i] != files->manifest_file)
            TRY(add_file(files, &files->each[i], folder));
    image_manifest_write(&files->manifest);
    TRY(add_file(files, files->manifest_file, folder));
    return volume_files_check_unchanged(files);
}

struct error netboot_folder_fill(const struct image_input *input, struct output_folder *folder)
{
    struct volume_files files;
    struct error error = volume_files_describe(input, folder->path, &files);
    if (error.code == ERR_NONE)
        error = volume_files_explain(&files, add_files(&files, folder));
    volume_files_close(&files);
    return error;
}

/* Somebody may have put something into the old folder since it was looked at: then that one is the folder again. */
static struct error commit(struct output_folder *folder, const struct image_input *input)
{
    const char *replaced;
    TRY(output_folder_commit(folder, &replaced));
    if (replaced == NULL)
        return OK;
    const struct error error = netboot_folder_check(replaced, input);
    if (error.code == ERR_NONE)
        return OK;
    TRY(output_folder_revert(folder));
    return error_about(error.code, folder->path, error.detail);
}

struct error netboot_folder_write(const char *path, const struct image_input *input)
{
    struct output_folder folder;
    struct error error = output_folder_open(path, &folder);
    if (error.code == ERR_NONE)
        error = netboot_folder_fill(input, &folder);
    if (error.code == ERR_NONE)
        error = commit(&folder, input);
    output_folder_close(&folder);
    return error;
}
