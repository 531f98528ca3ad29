/* `lintel build --set FIELD=VALUE`: changes the configuration in a kernel's bytes without rebuilding the kernel. */
#include "common/base/checked.h"
#include "common/base/number.h"
#include "common/base/string.h"
#include "config/parts.h"

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
static const char *parse_value(const struct config_field *field, const char *word, u64 *value)
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
