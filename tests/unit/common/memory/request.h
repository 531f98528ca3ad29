/* Machines and kernels to plan address spaces for: one plain, and as many random ones as a test wants. */
#ifndef TESTS_UNIT_COMMON_MEMORY_REQUEST_H
#define TESTS_UNIT_COMMON_MEMORY_REQUEST_H
#include "common/memory/layout.h"
#include "tests/unit/common/memory/random.h"

#define TEST_MAPPINGS 512
#define TEST_REGIONS  64

struct machine {
    struct layout_request request; /* points to all that follows */
    struct elf_facts kernel;
    struct elf_run runs[ELF_RUNS_MAX];
    struct boot_config config;
    struct cpu_features cpu;
    struct memory_map memory;
    struct memory_region regions[TEST_REGIONS];
    struct boot_framebuffer framebuffer;

    struct layout layout;
    struct boot_mapped mappings[TEST_MAPPINGS];
};

/* 128 MiB of RAM, a PIE with text, rodata, data, everything dynamic; no framebuffer, no ramdisk. */
void machine_plain(struct machine *machine);

/* Random in everything; `machine->request.seed` too. A plan for it may fail only as random_may_fail says. */
void machine_random(struct machine *machine, u64 round);
bool machine_may_fail(const struct machine *machine);

/* A kernel of one cluster: text (r-x), rodata (r--), data (rw-), a page each unless `pages` says more. */
void machine_kernel(struct machine *machine, bool relocatable, u64 start_virt, u64 pages);

struct error machine_plan(struct machine *machine);

/* The mapping that covers an address, or NULL. */
const struct boot_mapped *machine_mapping_at(const struct machine *machine, u64 virt);

/* Whether all (count `bytes`) or none of a physical range is RAM of the machine's map. */
u64 machine_ram_bytes(const struct machine *machine, u64 start_phys, u64 bytes);

#endif
