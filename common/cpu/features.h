/* What the boot path needs to know about the CPU; a plain value, so that plans can be tested for CPUs we don't have. */
#ifndef COMMON_CPU_FEATURES_H
#define COMMON_CPU_FEATURES_H
#include "common/base/types.h"

struct cpu_features {
    bool has_nx;
    bool has_gib_pages;
    bool has_pge;
    bool has_pat;
    bool has_la57;
    bool is_virtual;   /* runs under a hypervisor, QEMU's TCG included */
    u32 physical_bits; /* MAXPHYADDR, 36 if the CPU doesn't say        */
};

void cpu_detect(struct cpu_features *features);

/* 64 bits that nobody can predict as far as this CPU can: RDSEED, RDRAND (checked, retried), TSC, mixed. */
u64 cpu_random(void);

#endif
