/* /boot/lintel.manifest: what the image holds. Strict `key = value` lines, no quoting, no continuation; '#' starts a comment
 * line. */
#ifndef CONFIG_MANIFEST_H
#define CONFIG_MANIFEST_H
#include "common/base/error.h"

#define MANIFEST_PATH             "/boot/lintel.manifest"
#define KERNEL_PATH               "/boot/kernel.elf" /* these two: where `lintel build` puts them */
#define RAMDISK_PATH              "/boot/ramdisk"
#define MODULE_FOLDER             "/boot/modules/" /* a module's name is what follows in its path */
#define MODULE_NAME_MAX           64
#define MANIFEST_BYTES_MAX        (1 * MIB_BYTES) /* thousands of modules, beside the longest command line */
#define MANIFEST_PATH_BYTES       256             /* with the NUL */
#define MANIFEST_COMMAND_LINE_MAX 65535
#define MANIFEST_VERSION          1

/* Pieces can be digested side by side. */
#define MANIFEST_PIECE_BYTES (4 * MIB_BYTES)

/* What a file's digest is. */
enum digested {
    DIGESTED_NOT,       /* there is none                                                     */
    DIGESTED_WHOLE,     /* the file's                                                        */
    DIGESTED_IN_PIECES, /* that of the digests of its pieces of MANIFEST_PIECE_BYTES, in order */
};

struct manifest_file {
    char path[MANIFEST_PATH_BYTES]; /* "": not there */
    u64 bytes;
    u8 sha256[32];
    enum digested digested;
};

struct manifest {
    struct manifest_file kernel, ramdisk;
    u64 config_offset;                 /* of .boot_config in the kernel file; 0: unknown */
    struct bytes command_line;         /* a view into the manifest's text, without the line's end; never NULL */
    bool verify;                       /* every file is digested whole, and that must be checked before the file is used */
    struct manifest_file *modules;     /* in the order of their lines */
    u64 module_count, module_capacity; /* the caller gives modules and module_capacity */
};

/* The most modules that a text of this length can name: for sizing `modules`. */
u64 manifest_modules_max(u64 text_bytes);

/* What the kernel calls a module; its path starts with MODULE_FOLDER. */
const char *manifest_module_name(const struct manifest_file *module);

/* 1 to MODULE_NAME_MAX letters, digits and any of - _ + . of ASCII; the first one a letter or digit, the last one no dot: such a
 * name is the same on every file system, but for the case of its letters. */
bool manifest_module_name_is_valid(struct bytes name);

/*     lintel-manifest = 1             (the first line that is not a comment)
 *     kernel = /boot/kernel.elf
 *     kernel-bytes = 123456
 *     kernel-sha256 = 64 hexadecimal digits, or kernel-sha256-of-pieces
 *     kernel-config-offset = 4096
 *     ramdisk = /boot/ramdisk
 *     ramdisk-bytes = 123456
 *     ramdisk-sha256 = 64 hexadecimal digits, or ramdisk-sha256-of-pieces
 *     command-line = the rest of the line, as it is
 *     verify = yes                    (or no)
 *     module = /boot/modules/NAME     (these three as often as there are modules)
 *     module-bytes = 123456
 *     module-sha256 = 64 hexadecimal digits, or module-sha256-of-pieces
 * A file's path and size are needed, the rest is optional; if digests are to be verified, so are they. Paths are absolute, of
 * printable ASCII without spaces. Digits are lower case, numbers decimal without leading zeros, blanks exactly as above. Every
 * line ends in \n: a manifest that was cut short is none. Unknown and repeated keys and modules are errors: a manifest is never
 * edited by hand to be half understood. Errors L212..L216; `manifest` is written only on success, and is good as long as the text
 * is; `modules` may be written in any case. */
struct error manifest_read(struct bytes text, struct manifest *manifest);

/* The inverse. What does not fit into the caller's buffer is cut; no manifest has more than MANIFEST_BYTES_MAX. */
void manifest_write(const struct manifest *manifest, struct text *text);

/* At most MANIFEST_COMMAND_LINE_MAX bytes, no control character but tab. */
bool manifest_command_line_is_valid(struct bytes command_line);

/* What boots without a manifest: KERNEL_PATH alone, nothing known about it (its size is 0). */
struct manifest manifest_default(void);

#endif
