/* /boot/lintel.manifest: what the image holds. Strict `key = value` lines, UTF-8, no quoting, no continuation; '#' starts a
 * comment line. */
#ifndef CONFIG_MANIFEST_H
#define CONFIG_MANIFEST_H
#include "common/base/error.h"

#define MANIFEST_PATH             "/boot/lintel.manifest"
#define MANIFEST_BYTES_MAX        (128 * KIB_BYTES)
#define MANIFEST_PATH_BYTES       256
#define MANIFEST_COMMAND_LINE_MAX 65535

struct manifest_file {
    char path[MANIFEST_PATH_BYTES]; /* "": not there */
    u64 bytes;
    u8 sha256[32];
    bool has_sha256;
};

struct manifest {
    struct manifest_file kernel, ramdisk;
    u64 config_offset;         /* of .boot_config in the kernel file; 0: unknown */
    struct bytes command_line; /* a view into the manifest's text, without the line's end */
};

/*     lintel-manifest = 1             (the first line that is not a comment)
 *     kernel = /boot/kernel.elf
 *     kernel-bytes = 123456
 *     kernel-sha256 = 64 hexadecimal digits
 *     kernel-config-offset = 4096
 *     ramdisk = /boot/ramdisk
 *     ramdisk-bytes, ramdisk-sha256
 *     command-line = the rest of the line, as it is
 * Errors L212..L216. Unknown and repeated keys are errors: a manifest is never edited by hand to be half understood. */
struct error manifest_read(struct bytes text, struct manifest *manifest);

/* The inverse. */
void manifest_write(const struct manifest *manifest, struct text *text);

/* What boots without a manifest: /boot/kernel.elf alone, nothing known about it. */
struct manifest manifest_default(void);

#endif
