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

/* `whole` is what the key's offset counts from: the manifest or a module. */
static bool is_digest_given(const struct manifest_key *key, const void *whole)
{
    const struct manifest_file *file = (const void *)((const u8 *)whole + key->offset);
    return file->path[0] != '\0' && file->digested == key->digested;
}

static bool is_given(const struct manifest *manifest, u32 index)
{
    switch (index) {
    case KEY_RAMDISK:
    case KEY_RAMDISK_BYTES:
        return manifest->ramdisk.path[0] != '\0';
    case KEY_CONFIG_OFFSET:
        return manifest->config_offset != 0;
    case KEY_COMMAND_LINE:
        return manifest->command_line.len != 0;
    case KEY_VERIFY:
        return manifest->verify;
    default:
        return true;
    }
}

static void write_value(enum manifest_value kind, const void *place, struct text *text)
{
    const struct bytes *view = place;
    switch (kind) {
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
    case VALUE_SWITCH:
        text_add(text, *(const bool *)place ? "yes" : "no");
        break;
    }
}

static void write_line(u32 index, const void *whole, struct text *text)
{
    const struct manifest_key *key = &manifest_keys[index];
    if (key->value == VALUE_DIGEST && !is_digest_given(key, whole))
        return;
    text_add(text, "%s = ", key->name);
    write_value(key->value, (const u8 *)whole + key->offset, text);
    text_add(text, "\n");
}

void manifest_write(const struct manifest *manifest, struct text *text)
{
    for (u32 i = 0; i < KEY_MODULE; i++)
        if (is_given(manifest, i))
            write_line(i, manifest, text);
    for (u64 i = 0; i < manifest->module_count; i++)
        for (u32 key = KEY_MODULE; key < KEY_COUNT; key++)
            write_line(key, &manifest->modules[i], text);
}
