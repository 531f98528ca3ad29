/* `lintel build --set FIELD=VALUE`: changes the configuration in a kernel's bytes without rebuilding the kernel. */
#include "common/base/checked.h"
#include "common/base/number.h"
#include "common/base/string.h"
#include "config/parts.h"

#define BIT_WORD_BYTES 24 /* of a feature's name, or of a number of 64 bits */

static const struct config_field *find_field(const char *name, size_t len)
{
    for (u64 i = 0; i < config_field_count; i++)
        if (strlen(config_fields[i].name) == len && memcmp(config_fields[i].name, name, len) == 0)
            return &config_fields[i];
    return NULL;
}

static bool fits(const struct config_field *field, u64 value)
{
    return field->bytes == 8 || value >> (8 * field->bytes) == 0;
}

static bool is_number_kind(enum field_kind kind)
{
    return kind != FIELD_SWITCH && kind != FIELD_LEVELS && kind != FIELD_LOG_LEVEL;
}

/* NULL if `word` is a value of this field, else where it stops being one. */
static const char *parse_one(const struct config_field *field, const char *word, u64 *value)
{
    if (config_word_value(field->kind, word, value))
        return NULL;
    if (!is_number_kind(field->kind))
        return word;
    const char *end = word + number_read_size((struct bytes) { (const u8 *)word, strlen(word) }, value);
    if (end == word || *end != '\0')
        return end;
    if (!fits(field, *value) || (field->kind == FIELD_MAPPING && !is_aligned(*value, PAGE_BYTES)))
        return word;
    if (field->kind == FIELD_MAPPING)
        *value = mapping_fixed(*value);
    return NULL;
}

/* The words and numbers between the commas; none is longer than the longest word there is. */
static const char *parse_bits(const struct config_field *field, const char *words, u64 *bits)
{
    *bits = 0;
    for (;;) {
        char word[BIT_WORD_BYTES] = "";
        u64 bit = 0;
        size_t len = 0;
        while (words[len] != '\0' && words[len] != ',')
            len++;
        if (len >= sizeof(word))
            return words;
        memcpy(word, words, len);
        const char *wrong = parse_one(field, word, &bit);
        if (wrong != NULL)
            return words + (wrong - word);
        *bits |= bit;
        if (words[len] == '\0')
            return NULL;
        words += len + 1;
    }
}

static const char *parse_value(const struct config_field *field, const char *word, u64 *value)
{
    return field->kind == FIELD_BITS ? parse_bits(field, word, value) : parse_one(field, word, value);
}

/* The part of the section that is the struct, as its kernel knew it. */
static u64 struct_bytes(const u8 *section, u64 section_bytes)
{
    if (section_bytes < CONFIG_HEADER_BYTES)
        return 0;
    return min_u64(section_bytes, load_u32(section + offsetof(struct boot_config, size)));
}

struct error config_set(u8 *section, u64 section_bytes, const char *assignment)
{
    size_t name_len = 0;
    while (assignment[name_len] != '\0' && assignment[name_len] != '=')
        name_len++;
    const struct config_field *field = find_field(assignment, name_len);
    if (field == NULL || field->offset + field->bytes > struct_bytes(section, section_bytes))
        return error_about(ERR_HOST_SET_FIELD, assignment, config_field_count);
    if (assignment[name_len] == '\0')
        return error_about(ERR_HOST_SET_VALUE, assignment, name_len + 1);

    u64 value;
    const char *wrong = parse_value(field, assignment + name_len + 1, &value);
    if (wrong != NULL)
        return error_about(ERR_HOST_SET_VALUE, assignment, (u64)(wrong - assignment) + 1);
    memcpy(section + field->offset, &value, field->bytes);
    return OK;
}
