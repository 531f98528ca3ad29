/* struct manifest to text, in one form only: equal images have equal manifests. */
#include "common/base/string.h"
#include "config/manifest_keys.h"

static void write_digest(const struct manifest_file *file, struct text *text)
{
    for (size_t i = 0; i < sizeof(file->sha256); i++) {
        text_add_bytes(text, &"0123456789abcdef"[file->sha256[i] >> 4], 1);
        text_add_bytes(text, &"0123456789abcdef"[file->sha256[i] & 15], 1);
    }
}

static bool is_given(const struct manifest *manifest, u32 index)
{
    switch (index) {
    case KEY_RAMDISK:
    case KEY_RAMDISK_BYTES:
        return manifest->ramdisk.path[0] != '\0';
    case KEY_KERNEL_SHA256:
        return manifest->kernel.has_sha256;
    case KEY_RAMDISK_SHA256:
        return manifest->ramdisk.path[0] != '\0' && manifest->ramdisk.has_sha256;
    case KEY_CONFIG_OFFSET:
        return manifest->config_offset != 0;
    case KEY_COMMAND_LINE:
        return manifest->command_line.len != 0;
    default:
        return true;
    }
}

static void write_value(const struct manifest_key *key, const struct manifest *manifest, struct text *text)
{
    const void *place = (const u8 *)manifest + key->offset;
    const struct bytes *view = place;
    switch (key->value) {
    case VALUE_VERSION:
        text_add(text, "%u", (u64)MANIFEST_VERSION);
        break;
    case VALUE_PATH:
        text_add(text, "%s", (const char *)((const struct manifest_file *)place)->path);
        break;
    case VALUE_NUMBER:
        text_add(text, "%u", *(const u64 *)place);
        break;
    case VALUE_DIGEST:
        write_digest(place, text);
        break;
    case VALUE_LINE:
        text_add_bytes(text, (const char *)view->data, view->len);
        break;
    }
}

void manifest_write(const struct manifest *manifest, struct text *text)
{
    for (u32 i = 0; i < KEY_COUNT; i++) {
        if (!is_given(manifest, i))
            continue;
        text_add(text, "%s = ", manifest_keys[i].name);
        write_value(&manifest_keys[i], manifest, text);
        text_add(text, "\n");
    }
}
