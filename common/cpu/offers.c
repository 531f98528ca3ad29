/* Which features of the contract's cpu_required a CPU has: a table of what CPUID shows for each (Intel SDM 2A, CPUID). */
#include "common/cpu/features.h"
#include "include/lintel/config.h"

#define BIT(index) (1u << (index))

/* A level has what those below it have. */
#define V4_AND_UP CPU_X86_64_V4
#define V3_AND_UP (CPU_X86_64_V3 | V4_AND_UP)
#define V2_AND_UP (CPU_X86_64_V2 | V3_AND_UP)

static const struct {
    u64 needed_by; /* CPU_ bits */
    u32 leaf;
    struct cpuid bits;
} needs[] = {
    { V2_AND_UP, 1, { .ecx = BIT(0) | BIT(9) | BIT(13) | BIT(19) | BIT(20) | BIT(23) } },
    { V2_AND_UP, 0x80000001, { .ecx = BIT(0) } },
    { V3_AND_UP, 1, { .ecx = BIT(12) | BIT(22) | BIT(26) | BIT(28) | BIT(29) } },
    { V3_AND_UP, 7, { .ebx = BIT(3) | BIT(5) | BIT(8) } },
    { V3_AND_UP, 0x80000001, { .ecx = BIT(5) } },
    { V4_AND_UP, 7, { .ebx = BIT(16) | BIT(17) | BIT(28) | BIT(30) | BIT(31) } },
    { CPU_NX, 0x80000001, { .edx = BIT(20) } },
    { CPU_1_GIB_PAGES, 0x80000001, { .edx = BIT(26) } },
    { CPU_LA57, 7, { .ecx = BIT(16) } },
    { CPU_PCID, 1, { .ecx = BIT(17) } },
    { CPU_INVPCID, 7, { .ebx = BIT(10) } },
    { CPU_SMEP, 7, { .ebx = BIT(7) } },
    { CPU_SMAP, 7, { .ebx = BIT(20) } },
    { CPU_UMIP, 7, { .ecx = BIT(2) } },
    { CPU_FSGSBASE, 7, { .ebx = BIT(0) } },
    { CPU_XSAVE, 1, { .ecx = BIT(26) } },
    { CPU_RDTSCP, 0x80000001, { .edx = BIT(27) } },
    { CPU_INVARIANT_TSC, 0x80000007, { .edx = BIT(8) } },
    { CPU_TSC_DEADLINE, 1, { .ecx = BIT(24) } },
    { CPU_X2APIC, 1, { .ecx = BIT(21) } },
    { CPU_RDRAND, 1, { .ecx = BIT(30) } },
    { CPU_RDSEED, 7, { .ebx = BIT(18) } },
};

static bool has_all(const struct cpuid *found, const struct cpuid *bits)
{
    return (bits->ebx & ~found->ebx) == 0 && (bits->ecx & ~found->ecx) == 0 && (bits->edx & ~found->edx) == 0;
}

u64 cpu_offers(struct cpuid (*leaf_or_zero)(u32 leaf))
{
    u64 known = 0;
    u64 lacking = 0;
    for (u32 i = 0; i < COUNT_OF(needs); i++) {
        const struct cpuid found = leaf_or_zero(needs[i].leaf);
        known |= needs[i].needed_by;
        if (!has_all(&found, &needs[i].bits))
            lacking |= needs[i].needed_by;
    }
    return known & ~lacking;
}
