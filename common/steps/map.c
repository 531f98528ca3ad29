/* The kernel's page tables, and tiny ones in which the loader's last instructions and what they jump to both exist. */
#include "common/base/checked.h"
#include "common/cpu/x86.h"
#include "common/resident/leap.h"
#include "common/steps/steps.h"

static struct error build_kernel_tables(struct boot *b)
{
    struct placed block = { 0, 0 };
    const u64 bytes = page_tables_bytes(&b->layout, &b->cpu, &b->memory);
    TRY(claim_pages(b, bytes, PAGE_BYTES, MEMORY_LOADER_RECLAIMABLE, "the page tables", &block));
    b->tables = (struct page_tables) { .start_phys = block.start_phys,
                                       .bytes = block.bytes,
                                       .memory = platform_at(block.start_phys),
                                       .levels = b->layout.levels,
                                       .cpu = &b->cpu,
                                       .boundaries = &b->memory };
    return page_tables_build(&b->tables, &b->layout);
}

/* Root, and up to four levels below it for one page here, and for both ends of the resident's text and of its data, which may lie
 * in different tables. */
#define SMALL_TABLES_PAGES (1 + 4 * 5)

static struct error build_small_tables(const struct boot *b, u32 levels, const struct boot_mapped *runs, u64 run_count,
                                       struct page_tables *tables)
{
    struct placed block;
    TRY(b->crossing.bytes != 0 ? low_scratch_pages(b, SMALL_TABLES_PAGES * PAGE_BYTES, &block)
                               : scratch_pages(SMALL_TABLES_PAGES * PAGE_BYTES, "the page tables", &block));
    *tables = (struct page_tables) { .start_phys = block.start_phys,
                                     .bytes = block.bytes,
                                     .memory = platform_at(block.start_phys),
                                     .levels = levels,
                                     .cpu = &b->cpu };
    page_tables_begin(tables);
    for (u64 i = 0; i < run_count; i++)
        TRY(page_tables_map(tables, &runs[i]));
    return OK;
}

static struct boot_mapped identity_page(u64 phys, u32 permissions)
{
    return (struct boot_mapped) { .start_virt = phys, .start_phys = phys, .bytes = PAGE_BYTES, .permissions = permissions };
}

/* The last page of the loader changes CR3 while it runs: it has the same address in these tables as in those before. */
static struct error build_way_over(struct boot *b)
{
    const struct boot_mapped runs[] = {
        identity_page(last_page_phys(b), MAP_EXECUTE),
        { .start_virt = b->layout.resident_text_virt,
          .start_phys = b->resident_text.start_phys,
          .bytes = b->resident_text.bytes,
          .permissions = MAP_EXECUTE },
        { .start_virt = b->layout.resident_data_virt,
          .start_phys = b->resident_data.start_phys,
          .bytes = b->resident_data.bytes,
          .permissions = MAP_WRITE },
    };
    return build_small_tables(b, b->layout.levels, runs, COUNT_OF(runs), &b->way_over);
}

/* Firmware may hand out memory that it does not let run, so the crossing has tables of ours before it and behind it. */
static struct error build_way_to_crossing(struct boot *b)
{
    if (b->crossing.bytes == 0)
        return OK;
    const struct boot_mapped runs[] = { identity_page(leap_page_phys(), MAP_EXECUTE),
                                        identity_page(b->crossing.start_phys, MAP_WRITE | MAP_EXECUTE) };
    return build_small_tables(b, cpu_levels(&b->cpu), runs, COUNT_OF(runs), &b->way_to_crossing);
}

struct error map_layout(struct boot *b)
{
    TRY(build_kernel_tables(b));
    TRY(build_way_over(b));
    TRY(build_way_to_crossing(b));
    b->stamps[STAMP_MAPPED] = read_tsc();
    return OK;
}
