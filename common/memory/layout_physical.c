/* The mapping of physical memory: what of it is mapped, and which of its pages need care because the kernel has them elsewhere.
 */
#include "common/base/checked.h"
#include "common/memory/layout_parts.h"

static u64 region_end(const struct memory_region *region)
{
    return region->start_phys + region->bytes;
}

/* Runs never leave the cluster of their segments, and both are sorted. */
u64 layout_run_phys(const struct layout_request *request, const struct elf_run *run)
{
    const struct elf_cluster *clusters = request->kernel->clusters;
    u64 i = 0;
    while (i + 1 < request->kernel->cluster_count && clusters[i + 1].start_virt <= run->start_virt)
        i++;
    return request->clusters[i].start_phys + (run->start_virt - clusters[i].start_virt);
}

u64 layout_physical_end(const struct layout_request *request)
{
    u64 end_phys = LOW_PHYS_END;
    for (u64 i = 0; i < request->memory->count; i++)
        if (memory_kind_is_ram(request->memory->regions[i].kind))
            end_phys = max_u64(end_phys, region_end(&request->memory->regions[i]));
    return min_u64(end_phys, cpu_physical_end(request->cpu));
}

static struct error map_span(const struct object *memory, u64 start_phys, u64 end_phys, struct layout *layout)
{
    end_phys = min_u64(end_phys, memory->mapping.bytes);
    if (start_phys >= end_phys)
        return OK;
    return layout_list_insert(layout, (struct boot_mapped) {
                                          .start_virt = memory->mapping.start_virt + start_phys,
                                          .start_phys = start_phys,
                                          .bytes = end_phys - start_phys,
                                          .permissions = MAP_WRITE,
                                          .cache = CACHE_WRITE_BACK,
                                          .owner = MAP_OWNER_PHYSICAL_MEMORY,
                                      });
}

/* The first 4 GiB hold devices as well: all of them but bad memory. Write-back is right for devices too, since the MTRRs that
 * the firmware set make them uncached whatever the page says (Intel SDM 3A, "Selecting Memory Types for Pentium III and More
 * Recent Processor Families"). */
static struct error map_low(const struct object *memory, const struct memory_map *map, struct layout *layout)
{
    u64 start_phys = 0;
    for (u64 i = 0; i < map->count && start_phys < LOW_PHYS_END; i++) {
        const struct memory_region *region = &map->regions[i];
        if (region->kind != MEMORY_BAD)
            continue;
        TRY(map_span(memory, start_phys, min_u64(region->start_phys, LOW_PHYS_END), layout));
        start_phys = region_end(region);
    }
    return map_span(memory, start_phys, LOW_PHYS_END, layout);
}

static struct error map_high(const struct object *memory, const struct memory_map *map, struct layout *layout)
{
    for (u64 i = 0; i < map->count; i++) {
        const struct memory_region *region = &map->regions[i];
        if (memory_kind_is_ram(region->kind))
            TRY(map_span(memory, max_u64(region->start_phys, LOW_PHYS_END), region_end(region), layout));
    }
    return OK;
}

struct protection {
    u32 permissions, cache;
};

/* Gives the mapped ones of these pages another protection. */
static struct error protect(const struct object *memory, struct placed block, struct protection protection, struct layout *layout)
{
    if (block.bytes == 0 || block.start_phys >= memory->mapping.bytes)
        return OK;
    u64 start_virt = memory->mapping.start_virt + block.start_phys;
    u64 end_virt = start_virt + min_u64(block.bytes, memory->mapping.bytes - block.start_phys);
    TRY(layout_list_split(layout, start_virt));
    TRY(layout_list_split(layout, end_virt));
    for (u64 i = 0; i < layout->count; i++) {
        struct boot_mapped *mapping = &layout->mappings[i];
        if (mapping->start_virt >= start_virt && mapping->start_virt < end_virt) {
            mapping->permissions = protection.permissions;
            mapping->cache = protection.cache;
        }
    }
    return OK;
}

/* What the kernel cannot write at its own address, it cannot write here either; and one page has one cache type everywhere
 * (Intel SDM 3A, "Programming the PAT", warns of aliases that differ). */
static struct error protect_aliases(const struct draft *draft, const struct object *memory, struct layout *layout)
{
    static const struct protection read_only = { 0, CACHE_WRITE_BACK }, write_combining = { MAP_WRITE, CACHE_WRITE_COMBINING };
    const struct layout_request *request = draft->request;
    for (u64 i = 0; i < request->kernel_run_count; i++) {
        const struct elf_run *run = &request->kernel_runs[i];
        if (!(run->permissions & MAP_WRITE))
            TRY(protect(memory, (struct placed) { layout_run_phys(request, run), run->bytes }, read_only, layout));
    }
    TRY(protect(memory, request->resident_text, read_only, layout));
    TRY(protect(memory, request->resident_facts, read_only, layout));
    const struct boot_mapped *framebuffer = &draft->objects[OBJECT_FRAMEBUFFER].mapping;
    return protect(memory, (struct placed) { framebuffer->start_phys, framebuffer->bytes }, write_combining, layout);
}

struct error layout_map_physical(const struct draft *draft, struct layout *layout)
{
    const struct object *memory = &draft->objects[OBJECT_PHYSICAL_MEMORY];
    if (memory->mapping.start_virt == 0)
        return OK;
    TRY(map_low(memory, draft->request->memory, layout));
    TRY(map_high(memory, draft->request->memory, layout));
    TRY(protect_aliases(draft, memory, layout));
    layout->physical_memory_virt = memory->mapping.start_virt;
    layout->physical_memory_bytes = memory->mapping.bytes;
    return OK;
}
