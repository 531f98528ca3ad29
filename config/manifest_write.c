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
        return manifest->kernel.digested == DIGESTED_WHOLE;
    case KEY_KERNEL_PIECES:
        return manifest->kernel.digested == DIGESTED_IN_PIECES;
    case KEY_RAMDISK_SHA256:
        return manifest->ramdisk.path[0] != '\0' && manifest->ramdisk.digested == DIGESTED_WHOLE;
    case KEY_RAMDISK_PIECES:
        return manifest->ramdisk.path[0] != '\0' && manifest->ramdisk.digested == DIGESTED_IN_PIECES;
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
    case VALUE_PIECES_DIGEST:
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

/* `whole` is what the key's offset counts from. */
static void write_line(u32 index, const void *whole, struct text *text)
{
    const struct manifest_key *key = &manifest_keys[index];
    text_add(text, "%s = ", key->name);
    write_value(key->value, (const u8 *)whole + key->offset, text);
    text_add(text, "\n");
}

void manifest_write(const struct manifest *manifest, struct text *text)
{
    for (u32 i = 0; i < KEY_MODULE; i++)
        if (is_given(manifest, i))
            write_line(i, manifest, text);
    for (u64 i = 0; i < manifest->module_count; i++) {
        write_line(KEY_MODULE, &manifest->modules[i], text);
        write_line(KEY_MODULE_BYTES, &manifest->modules[i], text);
        if (manifest->modules[i].digested == DIGESTED_WHOLE)
            write_line(KEY_MODULE_SHA256, &manifest->modules[i], text);
        if (manifest->modules[i].digested == DIGESTED_IN_PIECES)
            write_line(KEY_MODULE_PIECES, &manifest->modules[i], text);
    }
}
