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
    require(strcmp(a->path, b->path) == 0 && a->bytes == b->bytes && a->has_sha256 == b->has_sha256);
    require(memcmp(a->sha256, b->sha256, sizeof(a->sha256)) == 0);
}

static void require_round_trip(const struct manifest *manifest)
{
    static char buffer[MANIFEST_BYTES_MAX + 1];
    struct text text = TEXT_OF(buffer);
    struct manifest again;
    buffer[0] = '\0';
    manifest_write(manifest, &text);
    require(manifest_read((struct bytes) { (u8 *)buffer, text.len }, &again).code == ERR_NONE);
    require_same_file(&manifest->kernel, &again.kernel);
    require_same_file(&manifest->ramdisk, &again.ramdisk);
    require(manifest->config_offset == again.config_offset);
    require(manifest->command_line.len == again.command_line.len);
    require(memcmp(manifest->command_line.data, again.command_line.data, again.command_line.len) == 0);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t len)
{
    struct manifest manifest;
    if (manifest_read((struct bytes) { data, len }, &manifest).code == ERR_NONE)
        require_round_trip(&manifest);
    return 0;
}
