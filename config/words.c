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
    { FIELD_BITS, "x86-64-v2", CPU_X86_64_V2 },
    { FIELD_BITS, "x86-64-v3", CPU_X86_64_V3 },
    { FIELD_BITS, "x86-64-v4", CPU_X86_64_V4 },
    { FIELD_BITS, "nx", CPU_NX },
    { FIELD_BITS, "1-gib-pages", CPU_1_GIB_PAGES },
    { FIELD_BITS, "la57", CPU_LA57 },
    { FIELD_BITS, "pcid", CPU_PCID },
    { FIELD_BITS, "invpcid", CPU_INVPCID },
    { FIELD_BITS, "smep", CPU_SMEP },
    { FIELD_BITS, "smap", CPU_SMAP },
    { FIELD_BITS, "umip", CPU_UMIP },
    { FIELD_BITS, "fsgsbase", CPU_FSGSBASE },
    { FIELD_BITS, "xsave", CPU_XSAVE },
    { FIELD_BITS, "rdtscp", CPU_RDTSCP },
    { FIELD_BITS, "invariant-tsc", CPU_INVARIANT_TSC },
    { FIELD_BITS, "tsc-deadline", CPU_TSC_DEADLINE },
    { FIELD_BITS, "x2apic", CPU_X2APIC },
    { FIELD_BITS, "rdrand", CPU_RDRAND },
    { FIELD_BITS, "rdseed", CPU_RDSEED },
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

u64 config_known_bits(void)
{
    u64 known = 0;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (words[i].kind == FIELD_BITS)
            known |= words[i].value;
    return known;
}

void config_bits_describe(u64 bits, struct text *text)
{
    const size_t start_len = text->len;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (words[i].kind == FIELD_BITS && (bits & words[i].value) != 0)
            text_add(text, "%s%s", text->len > start_len ? "," : "", words[i].word);
    const u64 nameless = bits & ~config_known_bits();
    if (nameless != 0)
        text_add(text, "%s%x", text->len > start_len ? "," : "", nameless);
}

const char *config_word_of(enum field_kind kind, u64 value)
{
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (words[i].kind == kind && words[i].value == value)
            return words[i].word;
    return NULL;
}

const char *config_word_at(enum field_kind kind, size_t index)
{
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (words[i].kind == kind && index-- == 0)
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
