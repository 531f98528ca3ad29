/* Files as descriptors that can be copied: those that were given to the tool, and what it has in memory. */
#include "tools/volume_files.h"
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#define FILES_BESIDE_MODULES (VOLUME_MEMORY_FILES + 2) /* kernel and ramdisk may come from their own files */

struct error volume_files_describe(const struct image_input *input, const char *name, struct volume_files *files)
{
    *files = (struct volume_files) { .input = input };
    files->each = calloc(FILES_BESIDE_MODULES + input->module_count, sizeof(*files->each));
    if (files->each == NULL)
        return error_about(ERR_HOST_WRITE, name, ENOMEM);
    return image_manifest_make(input, &files->manifest);
}

static void add_file(struct volume_files *files, const char *path, int fd, u64 bytes)
{
    files->each[files->count++] = (struct fat_file) { path, bytes, fd };
}

struct error volume_files_add(struct volume_files *files, const char *path, struct bytes content)
{
    int fd = -1;
    struct error error = memory_file_make(path, content, &fd);
    if (fd >= 0)
        files->memory_files[files->memory_file_count++] = fd;
    add_file(files, path, fd, content.len);
    return error;
}

struct error volume_files_add_listed(struct volume_files *files)
{
    const struct image_input *input = files->input;
    const struct host_file *kernel = &input->kernel.file;
    TRY(volume_files_add(files, MANIFEST_PATH, image_manifest_view(&files->manifest)));
    if (input->kernel.is_altered)
        TRY(volume_files_add(files, KERNEL_PATH, host_file_view(kernel)));
    else
        add_file(files, KERNEL_PATH, kernel->fd, kernel->bytes);
    if (input->ramdisk.fd >= 0)
        add_file(files, RAMDISK_PATH, input->ramdisk.fd, input->ramdisk.bytes);
    for (size_t i = 0; i < input->module_count; i++)
        add_file(files, files->manifest.modules[i].path, input->modules[i].file.fd, input->modules[i].file.bytes);
    return OK;
}

struct error volume_files_check_unchanged(const struct volume_files *files)
{
    const struct host_file *file;
    for (size_t i = 0; (file = image_input_file(files->input, i)) != NULL; i++)
        if (file->fd >= 0)
            TRY(host_file_check_unchanged(file));
    return OK;
}

struct error volume_files_explain(const struct volume_files *files, struct error error)
{
    if (error.code != ERR_NONE)
        TRY(volume_files_check_unchanged(files));
    return error;
}

void volume_files_close(struct volume_files *files)
{
    for (size_t i = 0; i < files->memory_file_count; i++)
        close(files->memory_files[i]);
    image_manifest_free(&files->manifest);
    free(files->each);
}
