/* From the files that go into an image to the text that the loader finds them by. */
#include "tools/image/image_manifest.h"
#include "tools/base/digest.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define WHOLE_BYTES_MAX (64 * MIB_BYTES)

enum digested image_manifest_digested(u64 bytes, bool verify)
{
    return verify || bytes <= WHOLE_BYTES_MAX ? DIGESTED_WHOLE : DIGESTED_IN_PIECES;
}

static void describe_file(const char *path, const struct host_file *file, bool verify, struct manifest_file *described)
{
    snprintf(described->path, sizeof(described->path), "%s", path);
    described->bytes = file->bytes;
    described->digested = image_manifest_digested(file->bytes, verify);
}

static void describe_files(const struct image_input *input, struct manifest *manifest)
{
    describe_file(KERNEL_PATH, &input->kernel.file, input->verify, &manifest->kernel);
    if (input->ramdisk.fd >= 0)
        describe_file(RAMDISK_PATH, &input->ramdisk, input->verify, &manifest->ramdisk);
    for (size_t i = 0; i < input->module_count; i++) {
        char path[MANIFEST_PATH_BYTES];
        const struct module_input *module = &input->modules[i];
        snprintf(path, sizeof(path), "%s%.*s", MODULE_FOLDER, (int)module->name.len, (const char *)module->name.data);
        describe_file(path, &module->file, input->verify, &manifest->modules[i]);
    }
}

void image_manifest_write(struct image_manifest *manifest)
{
    manifest->text.len = 0;
    manifest_write(&manifest->described, &manifest->text);
}

struct error image_manifest_plan(const struct image_input *input, struct image_manifest *manifest)
{
    /* Room for one byte more than a manifest may have, and a NUL: what fills it is too long. */
    const size_t capacity = MANIFEST_BYTES_MAX + 2;
    *manifest = (struct image_manifest) { .buffer = calloc(1, capacity) };
    manifest->described = (struct manifest) {
        .config_offset = input->kernel.config_offset,
        .command_line = input->command_line,
        .verify = input->verify,
        .modules = calloc(input->module_count + 1, sizeof(*manifest->described.modules)),
        .module_count = input->module_count,
    };
    if (manifest->buffer == NULL || manifest->described.modules == NULL)
        return error_about(ERR_HOST_OPEN, "the manifest", ENOMEM);
    manifest->text = (struct text) { manifest->buffer, capacity, 0 };
    describe_files(input, &manifest->described);
    image_manifest_write(manifest);
    return manifest->text.len <= MANIFEST_BYTES_MAX ? OK : error_of(ERR_HOST_TOO_MANY_MODULES, input->module_count);
}

static struct error digest_file(const struct host_file *file, struct manifest_file *described)
{
    return digest_of(host_file_view(file), file->path, described->sha256);
}

struct error image_manifest_digest(const struct image_input *input, struct image_manifest *manifest)
{
    struct manifest *described = &manifest->described;
    TRY(digest_file(&input->kernel.file, &described->kernel));
    if (input->ramdisk.fd >= 0)
        TRY(digest_file(&input->ramdisk, &described->ramdisk));
    for (size_t i = 0; i < input->module_count; i++)
        TRY(digest_file(&input->modules[i].file, &described->modules[i]));
    image_manifest_write(manifest);
    return OK;
}

struct bytes image_manifest_view(const struct image_manifest *manifest)
{
    return (struct bytes) { (const u8 *)manifest->text.data, manifest->text.len };
}

void image_manifest_free(struct image_manifest *manifest)
{
    free(manifest->buffer);
    free(manifest->described.modules);
}
