/* From the bytes of section .boot_config to a configuration that can be relied on: the same code in loader, host tool, tests. */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H
#include "common/base/address.h"
#include "common/base/error.h"
#include "common/elf/elf.h"
#include "config/limits.h"
#include "include/lintel/config.h"

#define CONFIG_SECTION_NAME ".boot_config"

/* Finds the configuration in a kernel file: by section header, else by its magic, 8-aligned by virtual address and with a
 * plausible size, in the file-backed bytes of loadable segments. `available_bytes` is what follows in the section or segment.
 * ERR_CONFIG_MISSING, ERR_CONFIG_TWICE (two magics in the section count as well), ERR_CONFIG_MAGIC and ERR_CONFIG_SHORT (a
 * section of that name with something else in it), ERR_CONFIG_NOT_LOADED (it lies in no segment), and what the reader says. The
 * slow way: the manifest saves it. */
struct error config_locate(struct reader *kernel, const struct elf_facts *facts, u64 *file_offset, u64 *available_bytes);

/* Reads the struct at a known place (of a manifest, or config_locate): `bytes` holds CONFIG_BYTES_MAX, `*section` is the view,
 * cut short where the file ends. ERR_READ_PAST_END and what the reader says. */
struct error config_fetch(struct reader *kernel, u64 file_offset, u8 *bytes, struct bytes *section);

/* Growth rules, values, cross-field rules that need no kernel file, addresses canonical with paging_max_levels; defaults
 * resolved: no field of `config` is 0 afterwards where 0 means default. The stack is whole pages. Errors L403..L413 go to the
 * sink, each about a field; returns the sink's first. `config` is written in any case and good only if nothing was reported. */
struct error config_read(struct bytes section, struct error_sink *sink, struct boot_config *config);

/* The rules that tie configuration and kernel: L414, L415. Returns the sink's first. */
struct error config_check_kernel(const struct boot_config *config, const struct elf_facts *facts, struct error_sink *sink);

/* All defaults, resolved. */
struct boot_config config_default(void);

/* The fields, for `lintel inspect` and `--set`. */
enum field_kind {
    FIELD_BYTES,
    FIELD_MAPPING,
    FIELD_ADDRESS,
    FIELD_BITS,
    FIELD_PIXELS,
    FIELD_SWITCH,
    FIELD_LEVELS,
    FIELD_LOG_LEVEL
};
struct config_field {
    const char *name;
    u32 offset, bytes;
    enum field_kind kind;
};
extern const struct config_field config_fields[];
extern const u64 config_field_count;

u64 config_field_get(const struct boot_config *config, const struct config_field *field);

/* Takes the low field->bytes bytes of `value`. */
void config_field_put(struct boot_config *config, const struct config_field *field, u64 value);

/* The value only: "80 KiB"; a mapping as "dynamic", "none", "0xffff..."; a switch as "on" or "off"; bits as "nx,la57". */
void config_field_describe(const struct boot_config *config, const struct config_field *field, struct text *text);

/* A word that such a field takes, by a number from 0 on; NULL behind the last. "default" may not be among them: every field takes
 * it. */
const char *config_word_at(enum field_kind kind, size_t index);

/* Bits of cpu_required, "nx,la57"; nothing for 0, a number for those that have no word. */
#define CONFIG_BITS_TEXT_BYTES 192 /* enough for all words at once */
void config_bits_describe(u64 bits, struct text *text);

/* "kernel_stack_size=256K" applied to raw section bytes in place. Takes the words that config_field_describe writes, "default",
 * and numbers: decimal or 0x, then K, M or G in either case; for bits several of both, with commas between them.
 * ERR_HOST_SET_FIELD (also if this kernel's struct is too short to have the field), ERR_HOST_SET_VALUE; both about `assignment`.
 * The result must still pass config_read. */
struct error config_set(u8 *section, u64 section_bytes, const char *assignment);

#endif
