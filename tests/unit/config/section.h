/* A .boot_config section in memory, for the tests of config/: all defaults, then changed by a test. */
#ifndef TESTS_UNIT_CONFIG_SECTION_H
#define TESTS_UNIT_CONFIG_SECTION_H
#include "config/config.h"
#include <criterion/criterion.h>
#include <string.h>

struct test_section {
    union {
        struct boot_config config;
        u8 data[CONFIG_BYTES_MAX + 8];
    };
    u64 len;                   /* what config_read is shown */
    struct boot_config result; /* what it made of that      */
    struct error reported[8];  /* what it said, in order    */
    u64 reported_count;
};

/* What ENTRY_POINT() writes. */
static inline struct test_section section_of_defaults(void)
{
    struct test_section section;
    static const u8 magic[16] = BOOT_CONFIG_MAGIC;
    memset(&section, 0, sizeof(section));
    memcpy(section.config.magic, magic, sizeof(magic));
    section.config.abi_major = LINTEL_ABI_MAJOR;
    section.config.abi_minor = LINTEL_ABI_MINOR;
    section.config.size = sizeof(struct boot_config);
    section.len = sizeof(struct boot_config);
    return section;
}

static inline void section_note(struct error_sink *sink, struct error error)
{
    struct test_section *section = sink->context;
    if (section->reported_count < 8)
        section->reported[section->reported_count] = error;
    section->reported_count++;
}

static inline struct error section_read(struct test_section *section)
{
    struct error_sink sink = { .first = OK, .each = section_note, .context = section };
    section->reported_count = 0;
    return config_read((struct bytes) { section->data, section->len }, &sink, &section->result);
}

static inline void config_accepted(struct test_section *section)
{
    cr_assert_eq(section_read(section).code, ERR_NONE);
    cr_assert_eq(section->reported_count, 0);
}

/* Exactly one error, about `subject`, with that value. */
static inline void config_refused(struct test_section *section, enum error_code code, const char *subject, u64 detail)
{
    struct error error = section_read(section);
    cr_assert_eq(error.code, code, "L%d instead of L%d", (int)error.code, (int)code);
    cr_assert_str_eq(error_subject(error), subject);
    cr_assert_eq(error.detail, detail);
    cr_assert_eq(section->reported_count, 1);
}

#endif
