/* What the files of the address space plan share; for layout*.c and their tests only. */
#ifndef COMMON_MEMORY_LAYOUT_PARTS_H
#define COMMON_MEMORY_LAYOUT_PARTS_H
#include "common/base/address.h"
#include "common/memory/layout.h"

#define LOW_PHYS_END (4 * GIB_BYTES)

/* What needs a place. An object without one has 0 bytes or the wish MAPPING_NONE. */
enum object_index {
    OBJECT_KERNEL,
    OBJECT_STACK,
    OBJECT_BOOT_INFO,
    OBJECT_FRAMEBUFFER,
    OBJECT_RAMDISK,
    OBJECT_MODULES,
    OBJECT_RESIDENT_TEXT,
    OBJECT_RESIDENT_DATA,
    OBJECT_RESIDENT_FACTS,
    OBJECT_PHYSICAL_MEMORY,
    OBJECT_RECURSIVE,
    OBJECT_COUNT
};

struct object {
    const char *name; /* the configuration's field, or words for what the author cannot place */
    boot_mapping wish;
    u64 align_bytes, align_offset; /* a dynamic start is align_offset more than a multiple of align_bytes */
    u64 guard_bytes;               /* kept free and unmapped on both sides; at most align_bytes           */
    bool in_whole_half;            /* a dynamic one may lie anywhere in the half of the dynamic range     */
    struct boot_mapped mapping;    /* start_virt 0 until it has its place                                  */
};

/* Address ranges that are spoken for, guards included; sorted, disjoint. */
struct range {
    u64 start_virt, end_virt;
    const char *name; /* whose it is, where it is taken */
};
#define SPACE_TAKEN (ELF_SEGMENTS_MAX + OBJECT_COUNT + 1)
struct space {
    struct range taken[SPACE_TAKEN];
    u64 count;
    struct text collision; /* the names of two that want the same */
};

struct draft {
    const struct layout_request *request;
    struct object objects[OBJECT_COUNT];
    struct space space;
};

static inline bool object_wants_place(const struct object *object)
{
    return object->mapping.bytes != 0 && object->wish != MAPPING_NONE && object->mapping.start_virt == 0;
}

/* layout_objects.c: the request as a list of objects. ERR_PHYSICAL_LIMIT for a framebuffer that wraps around. */
struct error layout_list_objects(struct draft *draft);

/* layout_space.c: ERR_LAYOUT_COLLISION about both names, in space->collision; detail: the lowest address that both want. */
struct error space_reserve(struct space *space, struct range range);

/* The lowest free range of `bytes` in `within` that starts at a multiple of `align_bytes`. */
bool space_find(const struct space *space, struct range within, u64 bytes, u64 align_bytes, u64 *start_virt);

/* layout_fixed.c: the kernel of ET_EXEC and everything at MAPPING_FIXED. Beside collisions: ERR_CONFIG_MAPPING_PAGE_ZERO,
 * ERR_CONFIG_MAPPING_CANONICAL, ERR_LAYOUT_LAST_PAGE. */
struct error layout_place_fixed(struct draft *draft);

/* layout_dynamic.c: the rest, largest first. ERR_LAYOUT_NO_SPACE. */
struct error layout_place_dynamic(struct draft *draft);

/* layout_list.c: the sorted list of mappings. ERR_LAYOUT_FULL. */
struct error layout_list_insert(struct layout *layout, struct boot_mapped mapping);
struct error layout_list_split(struct layout *layout, u64 at_virt); /* makes at_virt a boundary, if something is mapped there */
void layout_list_merge(struct layout *layout);

/* layout_physical.c: where a run of kernel pages was loaded. */
u64 layout_run_phys(const struct layout_request *request, const struct elf_run *run);

/* layout_physical.c: how much of physical memory the mapping of all of it spans, and the mapping itself. */
u64 layout_physical_end(const struct layout_request *request);
struct error layout_map_physical(const struct draft *draft, struct layout *layout);

#endif
