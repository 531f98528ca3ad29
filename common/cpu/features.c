/* CPUID and the random instructions, asked carefully: leaves may be missing, and random numbers constant. */
#include "common/cpu/features.h"

#define CR4_LA57               (1u << 12)
#define LEAF_FEATURES          1
#define LEAF_EXTENDED_FEATURES 7
#define LEAF_LONG_MODE         0x80000001u
#define LEAF_ADDRESS_SIZES     0x80000008u

static struct cpuid leaf_or_zero(u32 leaf)
{
    const u32 highest = cpuid(leaf & 0x80000000u, 0).eax;
    return leaf <= highest ? cpuid(leaf, 0) : (struct cpuid) { 0, 0, 0, 0 };
}

static bool bit(u32 word, u32 index)
{
    return (word >> index & 1) != 0;
}

void cpu_detect(struct cpu_features *features)
{
    const struct cpuid basic = leaf_or_zero(LEAF_FEATURES);
    const struct cpuid long_mode = leaf_or_zero(LEAF_LONG_MODE);
    const u32 physical_bits = leaf_or_zero(LEAF_ADDRESS_SIZES).eax & 0xff;
    *features = (struct cpu_features) {
        .has_nx = bit(long_mode.edx, 20),
        .has_gib_pages = bit(long_mode.edx, 26),
        .has_pat = bit(basic.edx, 16),
        .has_la57 = bit(leaf_or_zero(LEAF_EXTENDED_FEATURES).ecx, 16),
        .runs_la57 = (read_cr4() & CR4_LA57) != 0,
        .physical_bits = physical_bits != 0 ? physical_bits : 36,
        .offers = cpu_offers(leaf_or_zero),
    };
}

static bool try_rdseed(u64 *value)
{
    u64 random;
    bool good;
    __asm__ volatile("rdseed %0" : "=r"(random), "=@ccc"(good));
    *value = random;
    return good;
}

static bool try_rdrand(u64 *value)
{
    u64 random;
    bool good;
    __asm__ volatile("rdrand %0" : "=r"(random), "=@ccc"(good));
    *value = random;
    return good;
}

/* 0 if the generator fails ten times or repeats itself: broken ones return a constant. */
static u64 hardware_random(bool (*generator)(u64 *value))
{
    u64 first = 0;
    u64 second = 0;
    for (u32 tries = 0; tries < 10; tries++)
        if (generator(&first) && generator(&second) && first != second)
            return first ^ second;
    return 0;
}

static void fill(bool (*generator)(u64 *value), u64 words[4])
{
    for (u32 i = 0; i < 4; i++)
        words[i] = hardware_random(generator);
}

void cpu_entropy(u64 words[CPU_ENTROPY_WORDS])
{
    for (u32 i = 0; i < CPU_ENTROPY_WORDS; i++)
        words[i] = 0;
    if (bit(leaf_or_zero(LEAF_EXTENDED_FEATURES).ebx, 18))
        fill(try_rdseed, words);
    if (bit(leaf_or_zero(LEAF_FEATURES).ecx, 30))
        fill(try_rdrand, words + 4);
    words[8] = read_tsc(); /* last: how long the others took is chance too */
}
