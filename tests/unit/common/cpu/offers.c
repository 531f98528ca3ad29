/* From CPUID's bits to those of cpu_required: each alone, and the levels, which need several. */
#include "common/cpu/features.h"
#include "config/parts.h"
#include <criterion/criterion.h>
#include <string.h>

static struct cpuid features, extended_features, long_mode, power; /* leaves 1, 7, 80000001h, 80000007h */

static struct cpuid leaf_or_zero(u32 leaf)
{
    switch (leaf) {
    case 1:
        return features;
    case 7:
        return extended_features;
    case 0x80000001:
        return long_mode;
    case 0x80000007:
        return power;
    default:
        return (struct cpuid) { 0, 0, 0, 0 };
    }
}

/* Exactly this bit of this register makes exactly this offer, and without it everything else is offered. */
static void is_shown_by(u64 feature, u32 *word, u32 index)
{
    memset(&features, 0, sizeof(features));
    extended_features = long_mode = power = features;
    *word = 1u << index;
    cr_assert_eq(cpu_offers(leaf_or_zero), feature, "%#llx: %#llx", (unsigned long long)feature,
                 (unsigned long long)cpu_offers(leaf_or_zero));
    memset(&features, 0xff, sizeof(features));
    extended_features = long_mode = power = features;
    *word &= ~(1u << index);
    cr_assert_eq(cpu_offers(leaf_or_zero) & feature, 0);
}

Test(cpu_offers, has_a_bit_of_cpuid_for_each_feature)
{
    is_shown_by(CPU_NX, &long_mode.edx, 20);
    is_shown_by(CPU_1_GIB_PAGES, &long_mode.edx, 26);
    is_shown_by(CPU_LA57, &extended_features.ecx, 16);
    is_shown_by(CPU_PCID, &features.ecx, 17);
    is_shown_by(CPU_INVPCID, &extended_features.ebx, 10);
    is_shown_by(CPU_SMEP, &extended_features.ebx, 7);
    is_shown_by(CPU_SMAP, &extended_features.ebx, 20);
    is_shown_by(CPU_UMIP, &extended_features.ecx, 2);
    is_shown_by(CPU_FSGSBASE, &extended_features.ebx, 0);
    is_shown_by(CPU_XSAVE, &features.ecx, 26);
    is_shown_by(CPU_RDTSCP, &long_mode.edx, 27);
    is_shown_by(CPU_INVARIANT_TSC, &power.edx, 8);
    is_shown_by(CPU_TSC_DEADLINE, &features.ecx, 24);
    is_shown_by(CPU_X2APIC, &features.ecx, 21);
    is_shown_by(CPU_RDRAND, &features.ecx, 30);
    is_shown_by(CPU_RDSEED, &extended_features.ebx, 18);
}

Test(cpu_offers, offers_each_feature_that_a_kernel_can_name)
{
    memset(&features, 0xff, sizeof(features));
    extended_features = long_mode = power = features;
    cr_assert_eq(cpu_offers(leaf_or_zero), config_known_bits());
}

#define LEVELS (CPU_X86_64_V2 | CPU_X86_64_V3 | CPU_X86_64_V4)

/* What the psABI lists for a level, no more; and without any of it the level, and those above, are lost. */
static void is_needed_by(u64 levels_and_up, u32 *word, u32 bits)
{
    for (u32 index = 0; index < 32; index++) {
        if ((bits >> index & 1) == 0)
            continue;
        *word &= ~(1u << index);
        cr_assert_eq(cpu_offers(leaf_or_zero) & LEVELS, LEVELS & ~levels_and_up, "bit %u", index);
        *word |= 1u << index;
    }
}

#define V2_FEATURES 0x00982201 /* SSE3, SSSE3, CMPXCHG16B, SSE4.1, SSE4.2, POPCNT */
#define V3_FEATURES 0x34401000 /* FMA, MOVBE, XSAVE, AVX, F16C */
#define V3_EXTENDED 0x00000128 /* BMI1, AVX2, BMI2 */
#define V4_EXTENDED 0xd0030000 /* AVX-512: F, DQ, CD, BW, VL */
#define LAHF        0x00000001
#define LZCNT       0x00000020

Test(cpu_offers, needs_all_of_a_level_and_of_those_below)
{
    features = (struct cpuid) { .ecx = V2_FEATURES | V3_FEATURES };
    extended_features = (struct cpuid) { .ebx = V3_EXTENDED | V4_EXTENDED };
    long_mode = (struct cpuid) { .ecx = LAHF | LZCNT };
    cr_assert_eq(cpu_offers(leaf_or_zero) & LEVELS, LEVELS);
    is_needed_by(LEVELS, &features.ecx, V2_FEATURES);
    is_needed_by(LEVELS, &long_mode.ecx, LAHF);
    is_needed_by(CPU_X86_64_V3 | CPU_X86_64_V4, &features.ecx, V3_FEATURES);
    is_needed_by(CPU_X86_64_V3 | CPU_X86_64_V4, &extended_features.ebx, V3_EXTENDED);
    is_needed_by(CPU_X86_64_V3 | CPU_X86_64_V4, &long_mode.ecx, LZCNT);
    is_needed_by(CPU_X86_64_V4, &extended_features.ebx, V4_EXTENDED);
}
