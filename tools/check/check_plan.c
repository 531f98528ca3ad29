/* The plan without what only a real machine decides. */
#include "tools/check/check_plan.h"
#include <stdio.h>

static const char *cache_name(u32 cache)
{
    static const char *const names[] = { "write-back", "write-combining", "uncached", "write-through" };
    return cache < COUNT_OF(names) ? names[cache] : "unknown";
}

static struct plan_run describe(const struct boot_mapped *run)
{
    return (struct plan_run) {
        .start_virt = run->start_virt,
        .end_virt = run->start_virt + run->bytes,
        .permissions = { 'r', run->permissions & MAP_WRITE ? 'w' : '-', run->permissions & MAP_EXECUTE ? 'x' : '-', 0 },
        .cache = cache_name(run->cache),
        .owner = layout_owner_name(run->owner),
    };
}

/* Pages that differ from their neighbours because the kernel, or the framebuffer, lies there. */
static bool continues(const struct boot_mapped *run, const struct boot_mapped *next)
{
    return run->owner == MAP_OWNER_PHYSICAL_MEMORY && next->owner == run->owner &&
           run->start_virt + run->bytes == next->start_virt;
}

void check_plan_each(const struct layout *layout, plan_take *take, void *context)
{
    for (u64 i = 0; i < layout->count;) {
        struct boot_mapped run = layout->mappings[i++];
        if (run.owner == MAP_OWNER_PHYSICAL_MEMORY) {
            run.permissions = MAP_WRITE;
            run.cache = CACHE_WRITE_BACK;
        }
        while (i < layout->count && continues(&run, &layout->mappings[i]))
            run.bytes += layout->mappings[i++].bytes;
        const struct plan_run described = describe(&run);
        take(&described, context);
    }
}

static void print_run(const struct plan_run *run, void *context)
{
    (void)context;
    printf("%#018llx %#018llx %s %-15s %s\n", (unsigned long long)run->start_virt, (unsigned long long)run->end_virt,
           run->permissions, run->cache, run->owner);
}

void check_plan_print(const struct layout *layout)
{
    check_plan_each(layout, print_run, NULL);
}
