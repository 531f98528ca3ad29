/* Files as descriptors that can be copied: those that were given to the tool, and what it has in memory. */
#include "tools/image/volume_files.h"
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#define FILES_BESIDE_MODULES (VOLUME_MEMORY_FILES + 3) /* the manifest; kernel and ramdisk may come from their own files */

struct error volume_files_describe(const struct image_input *input, const char *name, struct volume_files *files)
{
    *files = (struct volume_files) { .input = input };
    files->each = calloc(FILES_BESIDE_MODULES + input->module_count, sizeof(*files->each));
    if (files->each == NULL)
        return error_about(ERR_HOST_WRITE, name, ENOMEM);
    return image_manifest_plan(input, &files->manifest);
}

struct error volume_files_add(struct volume_files *files, const char *path, struct bytes content)
{
    struct volume_file *file = &files->each[files->count++];
    *file = (struct volume_file) { .path = path, .name = path, .bytes = content.len, .fd = -1 };
    const struct error error = memory_file_make(path, content, &file->fd);
    if (file->fd >= 0)
        files->memory_files[files->memory_file_count++] = file->fd;
    return error;
}

static void add_described(struct volume_files *files, const struct host_file *from, struct manifest_file *described)
{
    files->each[files->count++] = (struct volume_file) {
        .path = described->path, .name = from->path, .bytes = from->bytes, .fd = from->fd, .described = described
    };
}

/* --set changed the bytes in memory, not those of the file. */
static struct error add_altered_kernel(struct volume_files *files, struct manifest_file *described)
{
    TRY(volume_files_add(files, described->path, host_file_view(&files->input->kernel.file)));
    files->each[files->count - 1].described = described;
    return OK;
}

struct error volume_files_add_listed(struct volume_files *files)
{
    const struct image_input *input = files->input;
    struct manifest *described = &files->manifest.described;
    files->manifest_file = &files->each[files->count++];
    *files->manifest_file = (struct volume_file) { .path = MANIFEST_PATH, .name = MANIFEST_PATH, .fd = -1 };
    files->manifest_file->bytes = image_manifest_view(&files->manifest).len;
    if (input->kernel.is_altered)
        TRY(add_altered_kernel(files, &described->kernel));
    else
        add_described(files, &input->kernel.file, &described->kernel);
    if (input->ramdisk.fd >= 0)
        add_described(files, &input->ramdisk, &described->ramdisk);
    for (size_t i = 0; i < input->module_count; i++)
        add_described(files, &input->modules[i].file, &described->modules[i]);
    return OK;
}

struct error volume_file_copy(const struct volume_file *file, const struct content_place *place)
{
    struct manifest_file unasked = { .digested = DIGESTED_NOT };
    struct manifest_file *described = file->described != NULL ? file->described : &unasked;
    const struct content content = { file->name, file->fd, file->bytes };
    return content_copy(&content, place, described->digested, described->sha256);
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
