/* Models and features by QEMU's names (QEMU, target/i386/cpu.c), as far as the loader asks for them. */
#include "tools/cpu_words.h"
#include "common/base/number.h"
#include <string.h>

static const struct {
    const char *name;
    struct cpu_features features;
} models[] = {
    { "qemu64", { .has_nx = true, .has_pat = true, .physical_bits = 40 } },
    { "max", { .has_nx = true, .has_gib_pages = true, .has_pat = true, .has_la57 = true, .physical_bits = 40 } },
};

static const struct {
    const char *name;
    size_t offset; /* of a bool */
} features_by_name[] = {
    { "nx", offsetof(struct cpu_features, has_nx) },
    { "pdpe1gb", offsetof(struct cpu_features, has_gib_pages) },
    { "pat", offsetof(struct cpu_features, has_pat) },
    { "la57", offsetof(struct cpu_features, has_la57) },
};

static bool is_word(struct bytes text, const char *word)
{
    return text.len == strlen(word) && memcmp(text.data, word, text.len) == 0;
}

static bool take_model(struct bytes word, struct cpu_features *features)
{
    for (size_t i = 0; i < COUNT_OF(models); i++)
        if (is_word(word, models[i].name)) {
            *features = models[i].features;
            return true;
        }
    return false;
}

static bool take_feature(struct bytes word, struct cpu_features *features)
{
    struct bytes name;
    if (word.len == 0 || (word.data[0] != '+' && word.data[0] != '-') || !bytes_slice(word, 1, word.len - 1, &name))
        return false;
    for (size_t i = 0; i < COUNT_OF(features_by_name); i++)
        if (is_word(name, features_by_name[i].name)) {
            *(bool *)((char *)features + features_by_name[i].offset) = word.data[0] == '+';
            return true;
        }
    return false;
}

/* From 32 on, as memory reaches to there; page tables have room for 52. */
static bool take_physical_bits(struct bytes word, struct cpu_features *features)
{
    static const char key[] = "phys-bits=";
    struct bytes digits;
    u64 bits = 0;
    if (word.len < sizeof(key) || memcmp(word.data, key, sizeof(key) - 1) != 0 ||
        !bytes_slice(word, sizeof(key) - 1, word.len - (sizeof(key) - 1), &digits))
        return false;
    if (number_read_digits(digits, 10, &bits) != digits.len || bits < 32 || bits > 52)
        return false;
    features->physical_bits = (u32)bits;
    return true;
}

bool cpu_words_read(struct bytes words, struct cpu_features *features, size_t *bad)
{
    *features = models[0].features;
    for (size_t start = 0; start <= words.len;) {
        size_t end = start;
        while (end < words.len && words.data[end] != ',')
            end++;
        const struct bytes word = { words.data + start, end - start };
        *bad = start;
        if (!(start == 0 && take_model(word, features)) && !take_feature(word, features) && !take_physical_bits(word, features))
            return false;
        start = end + 1;
    }
    return true;
}
