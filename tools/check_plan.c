/* Prints the plan without what only a real machine decides. */
#include "tools/check_plan.h"
#include <stdio.h>

static const char *cache_name(u32 cache)
{
    static const char *const names[] = { "write-back", "write-combining", "uncached", "write-through" };
    return cache < COUNT_OF(names) ? names[cache] : "unknown";
}

static void print_line(const struct boot_mapped *run)
{
    const char permissions[] = { 'r', run->permissions & MAP_WRITE ? 'w' : '-', run->permissions & MAP_EXECUTE ? 'x' : '-', 0 };
    const u64 end_virt = run->start_virt + run->bytes;
    printf("%#018llx %#018llx %s %-15s %s\n", (unsigned long long)run->start_virt, (unsigned long long)end_virt, permissions,
           cache_name(run->cache), layout_owner_name(run->owner));
}

/* Pages that differ from their neighbours because the kernel, or the framebuffer, lies there. */
static bool continues(const struct boot_mapped *run, const struct boot_mapped *next)
{
    return run->owner == MAP_OWNER_PHYSICAL_MEMORY && next->owner == run->owner &&
           run->start_virt + run->bytes == next->start_virt;
}

void check_plan_print(const struct layout *layout)
{
    for (u64 i = 0; i < layout->count;) {
        struct boot_mapped run = layout->mappings[i++];
        if (run.owner == MAP_OWNER_PHYSICAL_MEMORY) {
            run.permissions = MAP_WRITE;
            run.cache = CACHE_WRITE_BACK;
        }
        while (i < layout->count && continues(&run, &layout->mappings[i]))
            run.bytes += layout->mappings[i++].bytes;
        print_line(&run);
    }
}
