/* What the boot path needs to know about the CPU; a plain value, so that plans can be tested for CPUs we don't have. */
#ifndef COMMON_CPU_FEATURES_H
#define COMMON_CPU_FEATURES_H
#include "common/base/types.h"
#include "common/cpu/x86.h"

struct cpu_features {
    bool has_nx;
    bool has_gib_pages;
    bool has_pat;
    bool has_la57;     /* can walk 5 levels of page tables   */
    bool runs_la57;    /* does: the firmware left it switched on */
    u32 physical_bits; /* MAXPHYADDR, 36 if the CPU doesn't say        */
    u64 offers;        /* CPU_ bits of the contract's cpu_required        */
};

/* Where physical addresses end. Page table entries have room for 52 bits, whatever CPUID says (Intel SDM 3A §4.1.4). */
static inline u64 cpu_physical_end(const struct cpu_features *features)
{
    return 1ull << (features->physical_bits < 52 ? features->physical_bits : 52);
}

/* How many levels of page tables it walks now. */
static inline u32 cpu_levels(const struct cpu_features *features)
{
    return features->runs_la57 ? 5 : 4;
}

/* The CPU_ bits for what CPUID says; `leaf_or_zero` gives a leaf's subleaf 0, or zeros if there is no such leaf. */
u64 cpu_offers(struct cpuid (*leaf_or_zero)(u32 leaf));

void cpu_detect(struct cpu_features *features);

/* What this CPU has of chance: the TSC, four words of RDSEED, four of RDRAND; words of a generator that is missing or broken are
 * 0. Not to be used as it is: draw_seeds makes seeds of it. */
#define CPU_ENTROPY_WORDS 9
void cpu_entropy(u64 words[CPU_ENTROPY_WORDS]);

#endif
