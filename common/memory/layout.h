/* The kernel's address space, decided before anything is touched: a pure function from facts and wishes to a list of mappings. */
#ifndef COMMON_MEMORY_LAYOUT_H
#define COMMON_MEMORY_LAYOUT_H
#include "common/base/error.h"
#include "common/cpu/features.h"
#include "common/elf/elf.h"
#include "common/memory/map.h"
#include "include/lintel/config.h"
#include "include/lintel/info.h"

/* The plan. Permissions MAP_*, cache CACHE_* and owner MAP_OWNER_* are the contract's; they say what is meant: a CPU without NX
 * or PAT does less. The recursive slot is one mapping of MAP_OWNER_PAGE_TABLES over the whole slot, with start_phys 0. */
struct layout {
    struct boot_mapped *mappings; /* sorted by address and merged when layout_plan returns, disjoint */
    u64 count, capacity;          /* the caller gives mappings and capacity                           */

    /* What boot_info and the hand-off need, all virtual, after any slide. */
    u64 kernel_slide;
    u64 entry_virt;
    u64 stack_bottom_virt, stack_bytes;
    u64 boot_info_virt;
    u64 framebuffer_virt; /* 0: not mapped. Of the framebuffer's first byte, not of its page. */
    u64 ramdisk_virt;     /* 0: none                            */
    u64 modules_virt;     /* 0: none                            */
    u64 resident_text_virt, resident_data_virt, resident_facts_virt;
    u64 physical_memory_virt, physical_memory_bytes; /* bytes 0: not mapped */
    u64 recursive_index;                             /* 0: none                            */
    u32 levels;                                      /* of page tables, as in the request  */

    char collision[80]; /* "map_boot_info and map_kernel_stack": the subject of ERR_LAYOUT_COLLISION */
};

/* A physical block that place_memory got; bytes are whole pages; 0: none. */
struct placed {
    u64 start_phys, bytes;
};

struct layout_request {
    const struct elf_facts *kernel;
    const struct elf_run *kernel_runs;
    u64 kernel_run_count;
    const struct boot_config *config; /* validated, defaults resolved */
    const struct cpu_features *cpu;
    const struct memory_map *memory; /* clean, with claims            */
    u64 seed;                        /* used only if config->aslr is SWITCH_ON */
    u32 levels;                      /* of page tables: 4, or 5 if CPU and configuration agree on it: layout_levels */

    struct placed clusters[ELF_SEGMENTS_MAX]; /* one per kernel->clusters */
    struct placed stack, boot_info, ramdisk, modules, resident_text, resident_data, resident_facts;
    u64 leap_phys; /* the page that runs while the tables change: nothing dynamic gets the same virtual address; 0: none */
    const struct boot_framebuffer *framebuffer; /* NULL or width_px 0: none */
};

/* As many levels of page tables as the kernel wants and the CPU has. */
u32 layout_levels(const struct boot_config *config, const struct cpu_features *cpu);

/* How many mappings a plan can have at most, for sizing `mappings`. */
u64 layout_capacity(const struct layout_request *request);

/* Fixed objects first (kernel of ET_EXEC, MAPPING_FIXED), then the dynamic ones, largest first, each with its guard: the stack
 * has one unmapped page on both sides. Page 0 and the last page of the address space are never given out. Same request, same
 * plan. Errors name the field:
 * ERR_LAYOUT_COLLISION (about both, in layout->collision; detail: the lowest address both want), ERR_LAYOUT_NO_SPACE,
 * ERR_LAYOUT_LAST_PAGE, ERR_CONFIG_MAPPING_CANONICAL (for request->levels), ERR_CONFIG_MAPPING_PAGE_ZERO, ERR_LAYOUT_FULL,
 * ERR_PHYSICAL_LIMIT. */
struct error layout_plan(const struct layout_request *request, struct layout *layout);

/* "the kernel's stack", for messages about a mapping. */
const char *layout_owner_name(u32 owner);

#endif
