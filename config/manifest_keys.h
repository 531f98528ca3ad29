/* The keys of the manifest, in the order in which they are written: one table for reader and writer. */
#ifndef CONFIG_MANIFEST_KEYS_H
#define CONFIG_MANIFEST_KEYS_H
#include "config/manifest.h"

enum manifest_value { VALUE_VERSION, VALUE_PATH, VALUE_NUMBER, VALUE_DIGEST, VALUE_LINE };

enum manifest_key_index {
    KEY_VERSION,
    KEY_KERNEL,
    KEY_KERNEL_BYTES,
    KEY_KERNEL_SHA256,
    KEY_CONFIG_OFFSET,
    KEY_RAMDISK,
    KEY_RAMDISK_BYTES,
    KEY_RAMDISK_SHA256,
    KEY_COMMAND_LINE,
    KEY_COUNT
};

struct manifest_key {
    const char *name;
    enum manifest_value value;
    size_t offset; /* in struct manifest: of the number or view itself, of the whole manifest_file for a path or digest */
};
extern const struct manifest_key manifest_keys[KEY_COUNT];

#endif
