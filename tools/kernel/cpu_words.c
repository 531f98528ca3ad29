/* Models and features by QEMU's names (QEMU, target/i386/cpu.c), as far as the loader and cpu_required ask for them; the psABI's
 * levels by theirs. */
#include "tools/kernel/cpu_words.h"
#include "common/base/number.h"
#include "include/lintel/config.h"
#include <string.h>

/* What QEMU's emulator offers of cpu_required. */
#define MAX_OFFERS                                                                                                               \
    (CPU_X86_64_V2 | CPU_X86_64_V3 | CPU_NX | CPU_1_GIB_PAGES | CPU_LA57 | CPU_SMEP | CPU_SMAP | CPU_UMIP | CPU_FSGSBASE |       \
     CPU_XSAVE | CPU_RDTSCP | CPU_RDRAND)

static const struct {
    const char *name;
    struct cpu_features features;
} models[] = {
    { "qemu64", { .has_nx = true, .has_pat = true, .physical_bits = 40, .offers = CPU_NX } },
    { "max",
      { .has_nx = true, .has_gib_pages = true, .has_pat = true, .has_la57 = true, .physical_bits = 40, .offers = MAX_OFFERS } },
};

/* What + and - make of cpu_required's bits: a level has what is below it, and is needed by what is above it. */
struct feature {
    const char *name;
    u64 with, without;
};

static const struct feature features_by_name[] = {
    { "nx", CPU_NX, CPU_NX },
    { "pdpe1gb", CPU_1_GIB_PAGES, CPU_1_GIB_PAGES },
    { "la57", CPU_LA57, CPU_LA57 },
    { "pat", 0, 0 },
    { "x86-64-v2", CPU_X86_64_V2, CPU_X86_64_V2 | CPU_X86_64_V3 | CPU_X86_64_V4 },
    { "x86-64-v3", CPU_X86_64_V2 | CPU_X86_64_V3, CPU_X86_64_V3 | CPU_X86_64_V4 },
    { "x86-64-v4", CPU_X86_64_V2 | CPU_X86_64_V3 | CPU_X86_64_V4, CPU_X86_64_V4 },
    { "pcid", CPU_PCID, CPU_PCID },
    { "invpcid", CPU_INVPCID, CPU_INVPCID },
    { "smep", CPU_SMEP, CPU_SMEP },
    { "smap", CPU_SMAP, CPU_SMAP },
    { "umip", CPU_UMIP, CPU_UMIP },
    { "fsgsbase", CPU_FSGSBASE, CPU_FSGSBASE },
    { "xsave", CPU_XSAVE, CPU_XSAVE },
    { "rdtscp", CPU_RDTSCP, CPU_RDTSCP },
    { "invtsc", CPU_INVARIANT_TSC, CPU_INVARIANT_TSC },
    { "tsc-deadline", CPU_TSC_DEADLINE, CPU_TSC_DEADLINE },
    { "x2apic", CPU_X2APIC, CPU_X2APIC },
    { "rdrand", CPU_RDRAND, CPU_RDRAND },
    { "rdseed", CPU_RDSEED, CPU_RDSEED },
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

static void set_feature(const struct feature *feature, bool is_on, struct cpu_features *features)
{
    features->offers = is_on ? features->offers | feature->with : features->offers & ~feature->without;
    features->has_nx = (features->offers & CPU_NX) != 0;
    features->has_gib_pages = (features->offers & CPU_1_GIB_PAGES) != 0;
    features->has_la57 = (features->offers & CPU_LA57) != 0;
    if (feature->with == 0)
        features->has_pat = is_on;
}

static bool take_feature(struct bytes word, struct cpu_features *features)
{
    struct bytes name;
    if (word.len == 0 || (word.data[0] != '+' && word.data[0] != '-') || !bytes_slice(word, 1, word.len - 1, &name))
        return false;
    for (size_t i = 0; i < COUNT_OF(features_by_name); i++)
        if (is_word(name, features_by_name[i].name)) {
            set_feature(&features_by_name[i], word.data[0] == '+', features);
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
