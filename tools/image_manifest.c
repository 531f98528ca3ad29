/* From the files that go into an image to the text that the loader finds them by. */
#include "tools/image_manifest.h"
#include "tools/digest.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static struct error describe_file(const char *path, const struct host_file *file, struct manifest_file *described)
{
    snprintf(described->path, sizeof(described->path), "%s", path);
    described->bytes = file->bytes;
    described->has_sha256 = true;
    return digest_of(host_file_view(file), file->path, described->sha256);
}

static struct error describe_modules(const struct image_input *input, struct manifest_file *modules)
{
    for (size_t i = 0; i < input->module_count; i++) {
        char path[MANIFEST_PATH_BYTES];
        const struct module_input *module = &input->modules[i];
        snprintf(path, sizeof(path), "%s%.*s", MODULE_FOLDER, (int)module->name.len, (const char *)module->name.data);
        TRY(describe_file(path, &module->file, &modules[i]));
    }
    return OK;
}

static struct error describe_files(const struct image_input *input, struct manifest *manifest)
{
    TRY(describe_file(KERNEL_PATH, &input->kernel.file, &manifest->kernel));
    if (input->ramdisk.fd >= 0)
        TRY(describe_file(RAMDISK_PATH, &input->ramdisk, &manifest->ramdisk));
    return describe_modules(input, manifest->modules);
}

/* The buffer has room for one byte more than a manifest may have, and a NUL: what fills it is too long. */
static struct error write_text(const struct image_input *input, struct image_manifest *manifest)
{
    struct manifest described = {
        .config_offset = input->kernel.config_offset,
        .command_line = input->command_line,
        .verify = input->verify,
        .modules = manifest->modules,
        .module_count = input->module_count,
    };
    TRY(describe_files(input, &described));
    manifest_write(&described, &manifest->text);
    return manifest->text.len <= MANIFEST_BYTES_MAX ? OK : error_of(ERR_HOST_TOO_MANY_MODULES, input->module_count);
}

struct error image_manifest_make(const struct image_input *input, struct image_manifest *manifest)
{
    const size_t capacity = MANIFEST_BYTES_MAX + 2;
    *manifest = (struct image_manifest) { .buffer = calloc(1, capacity),
                                          .modules = calloc(input->module_count + 1, sizeof(*manifest->modules)) };
    if (manifest->buffer == NULL || manifest->modules == NULL)
        return error_about(ERR_HOST_OPEN, "the manifest", ENOMEM);
    manifest->text = (struct text) { manifest->buffer, capacity, 0 };
    return write_text(input, manifest);
}

struct bytes image_manifest_view(const struct image_manifest *manifest)
{
    return (struct bytes) { (const u8 *)manifest->text.data, manifest->text.len };
}

void image_manifest_free(struct image_manifest *manifest)
{
    free(manifest->buffer);
    free(manifest->modules);
}
