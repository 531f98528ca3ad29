/* The keys of the manifest, in the order in which they are written: one table for reader and writer. */
#ifndef CONFIG_MANIFEST_KEYS_H
#define CONFIG_MANIFEST_KEYS_H
#include "config/manifest.h"

enum manifest_value { VALUE_VERSION, VALUE_PATH, VALUE_NUMBER, VALUE_DIGEST, VALUE_LINE, VALUE_SWITCH };

enum manifest_key_index {
    KEY_VERSION,
    KEY_KERNEL,
    KEY_KERNEL_BYTES,
    KEY_KERNEL_SHA256,
    KEY_KERNEL_PIECES,
    KEY_CONFIG_OFFSET,
    KEY_RAMDISK,
    KEY_RAMDISK_BYTES,
    KEY_RAMDISK_SHA256,
    KEY_RAMDISK_PIECES,
    KEY_COMMAND_LINE,
    KEY_VERIFY,
    KEY_MODULE, /* from here on the lines of one module */
    KEY_MODULE_BYTES,
    KEY_MODULE_SHA256,
    KEY_MODULE_PIECES,
    KEY_COUNT
};

struct manifest_key {
    const char *name;
    enum manifest_value value;
    size_t offset; /* in struct manifest, or from KEY_MODULE on in a module's struct manifest_file: of the number, switch or view
                      itself, of the whole manifest_file for a path or digest */
    enum digested digested; /* a digest's; else DIGESTED_NOT */
};
extern const struct manifest_key manifest_keys[KEY_COUNT];

/* A value to where it belongs: `place` is at the key's offset. False if it is none of this kind. The version has no place. */
bool manifest_value_read(const struct manifest_key *key, struct bytes value, void *place);

/* All of it digits, and no zero in front. */
bool manifest_number_read(struct bytes value, u64 *number);

#endif
