/* What the files of config/ share among themselves. */
#ifndef CONFIG_PARTS_H
#define CONFIG_PARTS_H
#include "config/config.h"

/* How many of the 16 bytes at `at` agree with BOOT_CONFIG_MAGIC before the first that does not. */
#define CONFIG_MAGIC_BYTES 16
u32 config_magic_match(const u8 *at);
void config_magic_write(u8 *at);

/* Whether a struct can say that it has so many bytes, of which `available_bytes` are there. */
bool config_size_is_plausible(u64 size, u64 available_bytes);

/* Values, one field at a time, then what ties fields together. `config` has its defaults resolved. */
void config_check_values(const struct boot_config *config, struct error_sink *sink);

/* The bits of FIELD_BITS that have a word. */
u64 config_known_bits(void);

/* The words for values: "on", "dynamic", "info". NULL, false: there is none. */
const char *config_word_of(enum field_kind kind, u64 value);
bool config_word_value(enum field_kind kind, const char *word, u64 *value);

#endif
