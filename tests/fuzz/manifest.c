/* Any text as a manifest: an error, or a manifest that is the same after being written and read again. */
#include "config/manifest.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t len);

static void require(bool condition)
{
    if (!condition)
        abort();
}

static void require_same_file(const struct manifest_file *a, const struct manifest_file *b)
{
    require(strcmp(a->path, b->path) == 0 && a->bytes == b->bytes && a->digested == b->digested);
    require(memcmp(a->sha256, b->sha256, sizeof(a->sha256)) == 0);
}

#define MODULES 1000 /* more than the inputs have bytes for */

static void require_round_trip(const struct manifest *manifest)
{
    static char buffer[MANIFEST_BYTES_MAX + 1];
    static struct manifest_file modules[MODULES];
    struct text text = TEXT_OF(buffer);
    struct manifest again = { .modules = modules, .module_capacity = MODULES };
    buffer[0] = '\0';
    manifest_write(manifest, &text);
    require(manifest_read((struct bytes) { (u8 *)buffer, text.len }, &again).code == ERR_NONE);
    require_same_file(&manifest->kernel, &again.kernel);
    require_same_file(&manifest->ramdisk, &again.ramdisk);
    require(manifest->module_count == again.module_count && manifest->verify == again.verify);
    for (u64 i = 0; i < again.module_count; i++)
        require_same_file(&manifest->modules[i], &again.modules[i]);
    require(manifest->config_offset == again.config_offset);
    require(manifest->command_line.len == again.command_line.len);
    require(memcmp(manifest->command_line.data, again.command_line.data, again.command_line.len) == 0);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t len)
{
    static struct manifest_file modules[MODULES];
    struct manifest manifest = { .modules = modules, .module_capacity = min_u64(manifest_modules_max(len), MODULES) };
    if (manifest_read((struct bytes) { data, len }, &manifest).code == ERR_NONE)
        require_round_trip(&manifest);
    return 0;
}
