/* The address space as the smallest machine would get it: 4 GiB of addresses, no display, no ramdisk. Fixed addresses that
 * collide there collide everywhere. Where the machine decides (what is dynamic, what is larger), the loader has the last word. */
#include "tools/kernel/plan.h"
#include "common/base/checked.h"
#include "common/memory/layout.h"
#include "common/resident/resident.h"
#include <errno.h>
#include <stdlib.h>

static struct error plan(const struct layout_request *request)
{
    static struct layout layout; /* outlives this call, since an error may be about a text in it */
    layout = (struct layout) { .capacity = layout_capacity(request) };
    layout.mappings = calloc(layout.capacity, sizeof(struct boot_mapped));
    if (layout.mappings == NULL)
        return error_about(ERR_HOST_OPEN, request->kernel->name, ENOMEM);
    struct error error = layout_plan(request, &layout);
    free(layout.mappings);
    return error;
}

struct error plan_check(const struct elf_facts *facts, const struct elf_run *runs, u64 run_count,
                        const struct boot_config *config)
{
    static const struct cpu_features cpu = { .has_nx = true, .has_gib_pages = true, .has_pat = true, .physical_bits = 36 };
    static const struct memory_map memory = { 0 };
    struct layout_request request = {
        .kernel = facts,
        .kernel_runs = runs,
        .kernel_run_count = run_count,
        .config = config,
        .cpu = &cpu,
        .levels = config->paging_max_levels,
        .memory = &memory,
        .stack = { 0, config->kernel_stack_size },
        .boot_info = { 0, BOOT_INFO_RESERVE },
        .resident_text = { 0, RESIDENT_TEXT_BYTES },
        .resident_data = { 0, RESIDENT_DATA_BYTES },
        .resident_facts = { 0, PAGE_BYTES },
    };
    for (u64 i = 0; i < facts->cluster_count; i++)
        request.clusters[i].bytes = facts->clusters[i].bytes;
    struct error error = plan(&request);
    return error.code == ERR_LAYOUT_NO_SPACE ? OK : error; /* alignments follow physical addresses: that is the machine's */
}
