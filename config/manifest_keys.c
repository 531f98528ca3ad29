/* The keys of the manifest, what a manifest is without any, and what its values may be made of. */
#include "config/manifest_keys.h"

const struct manifest_key manifest_keys[KEY_COUNT] = {
    [KEY_VERSION] = { "lintel-manifest", VALUE_VERSION, 0, DIGESTED_NOT },
    [KEY_KERNEL] = { "kernel", VALUE_PATH, offsetof(struct manifest, kernel), DIGESTED_NOT },
    [KEY_KERNEL_BYTES] = { "kernel-bytes", VALUE_NUMBER, offsetof(struct manifest, kernel.bytes), DIGESTED_NOT },
    [KEY_KERNEL_SHA256] = { "kernel-sha256", VALUE_DIGEST, offsetof(struct manifest, kernel), DIGESTED_WHOLE },
    [KEY_KERNEL_PIECES] = { "kernel-sha256-of-pieces", VALUE_DIGEST, offsetof(struct manifest, kernel), DIGESTED_IN_PIECES },
    [KEY_CONFIG_OFFSET] = { "kernel-config-offset", VALUE_NUMBER, offsetof(struct manifest, config_offset), DIGESTED_NOT },
    [KEY_RAMDISK] = { "ramdisk", VALUE_PATH, offsetof(struct manifest, ramdisk), DIGESTED_NOT },
    [KEY_RAMDISK_BYTES] = { "ramdisk-bytes", VALUE_NUMBER, offsetof(struct manifest, ramdisk.bytes), DIGESTED_NOT },
    [KEY_RAMDISK_SHA256] = { "ramdisk-sha256", VALUE_DIGEST, offsetof(struct manifest, ramdisk), DIGESTED_WHOLE },
    [KEY_RAMDISK_PIECES] = { "ramdisk-sha256-of-pieces", VALUE_DIGEST, offsetof(struct manifest, ramdisk), DIGESTED_IN_PIECES },
    [KEY_COMMAND_LINE] = { "command-line", VALUE_LINE, offsetof(struct manifest, command_line), DIGESTED_NOT },
    [KEY_VERIFY] = { "verify", VALUE_SWITCH, offsetof(struct manifest, verify), DIGESTED_NOT },
    [KEY_MODULE] = { "module", VALUE_PATH, 0, DIGESTED_NOT },
    [KEY_MODULE_BYTES] = { "module-bytes", VALUE_NUMBER, offsetof(struct manifest_file, bytes), DIGESTED_NOT },
    [KEY_MODULE_SHA256] = { "module-sha256", VALUE_DIGEST, 0, DIGESTED_WHOLE },
    [KEY_MODULE_PIECES] = { "module-sha256-of-pieces", VALUE_DIGEST, 0, DIGESTED_IN_PIECES },
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

/* The shortest lines that a module can have; a line's end is counted in the place of the NUL. */
u64 manifest_modules_max(u64 text_bytes)
{
    return text_bytes / (sizeof("module = " MODULE_FOLDER "a") + sizeof("module-bytes = 0"));
}

const char *manifest_module_name(const struct manifest_file *module)
{
    return module->path + sizeof(MODULE_FOLDER) - 1;
}

static bool is_letter_or_digit(u8 letter)
{
    const u8 lower_case = letter | 0x20;
    return (letter >= '0' && letter <= '9') || (lower_case >= 'a' && lower_case <= 'z');
}

bool manifest_module_name_is_valid(struct bytes name)
{
    if (name.len == 0 || name.len > MODULE_NAME_MAX || !is_letter_or_digit(name.data[0]) || name.data[name.len - 1] == '.')
        return false;
    for (size_t i = 0; i < name.len; i++) {
        const u8 letter = name.data[i];
        if (!is_letter_or_digit(letter) && letter != '-' && letter != '_' && letter != '+' && letter != '.')
            return false;
    }
    return true;
}
