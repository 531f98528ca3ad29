/* The keys of the manifest, and what a manifest is without any. */
#include "config/manifest_keys.h"

const struct manifest_key manifest_keys[KEY_COUNT] = {
    [KEY_VERSION] = { "lintel-manifest", VALUE_VERSION, 0 },
    [KEY_KERNEL] = { "kernel", VALUE_PATH, offsetof(struct manifest, kernel) },
    [KEY_KERNEL_BYTES] = { "kernel-bytes", VALUE_NUMBER, offsetof(struct manifest, kernel.bytes) },
    [KEY_KERNEL_SHA256] = { "kernel-sha256", VALUE_DIGEST, offsetof(struct manifest, kernel) },
    [KEY_CONFIG_OFFSET] = { "kernel-config-offset", VALUE_NUMBER, offsetof(struct manifest, config_offset) },
    [KEY_RAMDISK] = { "ramdisk", VALUE_PATH, offsetof(struct manifest, ramdisk) },
    [KEY_RAMDISK_BYTES] = { "ramdisk-bytes", VALUE_NUMBER, offsetof(struct manifest, ramdisk.bytes) },
    [KEY_RAMDISK_SHA256] = { "ramdisk-sha256", VALUE_DIGEST, offsetof(struct manifest, ramdisk) },
    [KEY_COMMAND_LINE] = { "command-line", VALUE_LINE, offsetof(struct manifest, command_line) },
};

struct manifest manifest_default(void)
{
    return (struct manifest) { .kernel = { .path = KERNEL_PATH }, .command_line = { (const u8 *)"", 0 } };
}

/* A control character could end the line early, or the kernel's string. */
bool manifest_command_line_is_valid(struct bytes command_line)
{
    for (size_t i = 0; i < command_line.len; i++)
        if ((command_line.data[i] < ' ' && command_line.data[i] != '\t') || command_line.data[i] == 0x7f)
            return false;
    return command_line.len <= MANIFEST_COMMAND_LINE_MAX;
}
