/* What the author placed: the kernel of ET_EXEC by its linker script, the rest by MAPPING_FIXED. */
#include "common/base/checked.h"
#include "common/memory/layout_parts.h"

/* All of it in one half, away from page 0 and from the last page, whose end is no number. */
static struct error check_range(const char *name, u64 start_virt, u64 bytes, u32 levels)
{
    const u64 lower_end_virt = lower_half_end_virt(levels);
    if (start_virt < PAGE_BYTES)
        return error_about(ERR_CONFIG_MAPPING_PAGE_ZERO, name, start_virt);
    if (!address_is_canonical(start_virt, levels))
        return error_about(ERR_CONFIG_MAPPING_CANONICAL, name, start_virt);
    if (start_virt < lower_end_virt && bytes > lower_end_virt - start_virt)
        return error_about(ERR_CONFIG_MAPPING_CANONICAL, name, lower_end_virt);
    if (start_virt >= LAST_PAGE_VIRT || bytes > LAST_PAGE_VIRT - start_virt)
        return error_about(ERR_LAYOUT_LAST_PAGE, name, start_virt);
    return OK;
}

/* A guard may hang over into page 0, the last page or the hole between the halves: nothing is ever mapped there. */
static struct error place_at(struct draft *draft, struct object *object, u64 start_virt)
{
    TRY(check_range(object->name, start_virt, object->mapping.bytes, draft->request->levels));
    u64 end_virt = start_virt + object->mapping.bytes;
    struct range range = { start_virt - object->guard_bytes, end_virt + min_u64(object->guard_bytes, LAST_PAGE_VIRT - end_virt),
                           object->name };
    TRY(space_reserve(&draft->space, range));
    object->mapping.start_virt = start_virt;
    return OK;
}

/* ET_EXEC is reserved cluster by cluster: one may lie in the lower and one in the upper half. */
static struct error place_linked_kernel(struct draft *draft)
{
    const struct elf_facts *kernel = draft->request->kernel;
    for (u64 i = 0; i < kernel->cluster_count; i++) {
        const struct elf_cluster *cluster = &kernel->clusters[i];
        TRY(check_range("the kernel", cluster->start_virt, cluster->bytes, draft->request->levels));
        struct range range = { cluster->start_virt, cluster->start_virt + cluster->bytes, "the kernel" };
        TRY(space_reserve(&draft->space, range));
    }
    draft->objects[OBJECT_KERNEL].mapping.start_virt = kernel->start_virt;
    return OK;
}

/* A base is where the kernel's first address goes, rounded down to its alignment: what the ELF specification calls so too. */
static struct error place_kernel(struct draft *draft)
{
    struct object *object = &draft->objects[OBJECT_KERNEL];
    const struct elf_facts *kernel = draft->request->kernel;
    if (!kernel->relocatable)
        return place_linked_kernel(draft);
    if (!mapping_is_fixed(object->wish))
        return OK;
    u64 start_virt;
    if (!checked_add(mapping_virt(object->wish), kernel->start_virt % kernel->align_bytes, &start_virt))
        return error_about(ERR_LAYOUT_LAST_PAGE, object->name, mapping_virt(object->wish));
    return place_at(draft, object, start_virt);
}

struct error layout_place_fixed(struct draft *draft)
{
    TRY(place_kernel(draft));
    for (size_t i = OBJECT_KERNEL + 1; i < OBJECT_COUNT; i++) {
        struct object *object = &draft->objects[i];
        if (object_wants_place(object) && mapping_is_fixed(object->wish))
            TRY(place_at(draft, object, mapping_virt(object->wish)));
    }
    return OK;
}
