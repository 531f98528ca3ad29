/* The words for values of fields, read and written by the same table. */
#include "common/base/string.h"
#include "config/parts.h"

static const struct {
    enum field_kind kind;
    const char *word;
    u64 value;
} words[] = {
    { FIELD_BYTES, "none", 0 },
    { FIELD_MAPPING, "default", MAPPING_DEFAULT },
    { FIELD_MAPPING, "none", MAPPING_NONE },
    { FIELD_MAPPING, "dynamic", MAPPING_DYNAMIC },
    { FIELD_ADDRESS, "2^64", 0 },
    { FIELD_BITS, "none", 0 },
    { FIELD_PIXELS, "any", 0 },
    { FIELD_SWITCH, "default", SWITCH_DEFAULT },
    { FIELD_SWITCH, "on", SWITCH_ON },
    { FIELD_SWITCH, "off", SWITCH_OFF },
    { FIELD_LEVELS, "default", 0 },
    { FIELD_LEVELS, "4", 4 },
    { FIELD_LEVELS, "5", 5 },
    { FIELD_LOG_LEVEL, "default", LOG_LEVEL_DEFAULT },
    { FIELD_LOG_LEVEL, "off", LOG_LEVEL_OFF },
    { FIELD_LOG_LEVEL, "error", LOG_LEVEL_ERROR },
    { FIELD_LOG_LEVEL, "warning", LOG_LEVEL_WARNING },
    { FIELD_LOG_LEVEL, "info", LOG_LEVEL_INFO },
    { FIELD_LOG_LEVEL, "debug", LOG_LEVEL_DEBUG },
};

const char *config_word_of(enum field_kind kind, u64 value)
{
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (words[i].kind == kind && words[i].value == value)
            return words[i].word;
    return NULL;
}

bool config_word_value(enum field_kind kind, const char *word, u64 *value)
{
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (words[i].kind == kind && strcmp(words[i].word, word) == 0) {
            *value = words[i].value;
            return true;
        }
    }
    if (strcmp(word, "default") != 0)
        return false;
    *value = 0;
    return true;
}
