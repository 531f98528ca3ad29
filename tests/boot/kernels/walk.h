/* A walk through the live page tables of the running kernel (Intel SDM 3A §4.5), reached through the physical memory mapping. */
#ifndef TESTS_BOOT_KERNELS_WALK_H
#define TESTS_BOOT_KERNELS_WALK_H
#include <lintel/kernel.h>
#include <stdbool.h>

/* One present leaf; permissions are what all levels together allow. */
struct leaf {
    uint64_t start_virt, start_phys, bytes;
    bool can_write, can_execute, is_user;
    unsigned cache; /* the entry of the PAT that it selects, 0 to 7 */
};

struct walk {
    const struct boot_info *info;
    void (*on_leaf)(struct walk *walk, const struct leaf *leaf); /* may be NULL */
    void (*on_table)(struct walk *walk, uint64_t table_phys);    /* may be NULL */
    void *context;
};

/* 4 or 5: CR4.LA57. */
unsigned walk_levels(void);

/* Visits every table and every leaf, by ascending address. Follows a recursive slot like any other: don't. */
void walk_all(struct walk *walk);

/* The leaf behind one virtual address; false if nothing is mapped there. */
bool walk_to(const struct boot_info *info, uint64_t virt, struct leaf *leaf);

/* The physical address behind a mapped virtual one; fails the test if there is none. */
uint64_t walk_phys(const struct boot_info *info, uint64_t virt);

#endif
