/* Plans the kernel's address space: list what needs a place, place what is fixed, place the rest, write down every mapping. */
#include "common/memory/layout.h"
#include "common/base/checked.h"
#include "common/memory/layout_parts.h"

u32 layout_levels(const struct boot_config *config, const struct cpu_features *cpu)
{
    return config->paging_max_levels == 5 && cpu->has_la57 ? 5 : 4;
}

u64 layout_capacity(const struct layout_request *request)
{
    u64 protected_blocks = request->kernel_run_count + 3; /* the resident's two, the framebuffer; each splits at both ends */
    u64 physical_spans = request->memory->count + 2;      /* each region at most one, one more up to and one across 4 GiB */
    return request->kernel_run_count + OBJECT_COUNT + physical_spans + 2 * protected_blocks;
}

static struct error map_kernel(const struct draft *draft, struct layout *layout)
{
    const struct layout_request *request = draft->request;
    for (u64 i = 0; i < request->kernel_run_count; i++) {
        const struct elf_run *run = &request->kernel_runs[i];
        TRY(layout_list_insert(layout, (struct boot_mapped) {
                                           .start_virt = run->start_virt + layout->kernel_slide,
                                           .start_phys = layout_run_phys(request, run),
                                           .bytes = run->bytes,
                                           .permissions = run->permissions,
                                           .cache = CACHE_WRITE_BACK,
                                           .owner = MAP_OWNER_KERNEL,
                                       }));
    }
    return OK;
}

/* Kernel and physical memory are many mappings each; every other object is one. */
static struct error map_objects(const struct draft *draft, struct layout *layout)
{
    for (size_t i = 0; i < OBJECT_COUNT; i++) {
        const struct boot_mapped *mapping = &draft->objects[i].mapping;
        if (i != OBJECT_KERNEL && i != OBJECT_PHYSICAL_MEMORY && mapping->start_virt != 0)
            TRY(layout_list_insert(layout, *mapping));
    }
    return OK;
}

/* For a moment that page and the resident are in the same tables. A fixed object there is no harm: it is not in them. */
static void keep_leap_page_free(struct draft *draft)
{
    const u64 leap_virt = draft->request->leap_phys;
    if (leap_virt != 0)
        (void)space_reserve(&draft->space, (struct range) { leap_virt, leap_virt + PAGE_BYTES, "Lintel" });
}

static void publish_places(const struct draft *draft, struct layout *layout)
{
    const struct object *objects = draft->objects;
    const struct elf_facts *kernel = draft->request->kernel;
    layout->kernel_slide = objects[OBJECT_KERNEL].mapping.start_virt - kernel->start_virt;
    layout->entry_virt = kernel->entry_virt + layout->kernel_slide;
    layout->stack_bottom_virt = objects[OBJECT_STACK].mapping.start_virt;
    layout->stack_bytes = objects[OBJECT_STACK].mapping.bytes;
    layout->boot_info_virt = objects[OBJECT_BOOT_INFO].mapping.start_virt;
    layout->ramdisk_virt = objects[OBJECT_RAMDISK].mapping.start_virt;
    layout->modules_virt = objects[OBJECT_MODULES].mapping.start_virt;
    layout->resident_text_virt = objects[OBJECT_RESIDENT_TEXT].mapping.start_virt;
    layout->resident_data_virt = objects[OBJECT_RESIDENT_DATA].mapping.start_virt;
    layout->resident_facts_virt = objects[OBJECT_RESIDENT_FACTS].mapping.start_virt;
    layout->recursive_index = objects[OBJECT_RECURSIVE].mapping.start_virt / slot_bytes(draft->request->levels) % 512;
    if (objects[OBJECT_FRAMEBUFFER].mapping.start_virt != 0)
        layout->framebuffer_virt =
            objects[OBJECT_FRAMEBUFFER].mapping.start_virt + draft->request->framebuffer->start_phys % PAGE_BYTES;
}

struct error layout_plan(const struct layout_request *request, struct layout *layout)
{
    struct draft draft = { .request = request };
    *layout = (struct layout) { .mappings = layout->mappings, .capacity = layout->capacity, .levels = request->levels };
    draft.space.collision = (struct text)TEXT_OF(layout->collision);
    TRY(layout_list_objects(&draft));
    TRY(layout_place_fixed(&draft));
    keep_leap_page_free(&draft);
    TRY(layout_place_dynamic(&draft));
    publish_places(&draft, layout);
    TRY(map_kernel(&draft, layout));
    TRY(map_objects(&draft, layout));
    TRY(layout_map_physical(&draft, layout));
    layout_list_merge(layout);
    return OK;
}
