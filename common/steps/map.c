/* Two sets of page tables: the kernel's, and a tiny one in which the loader's last instructions and the resident both exist. */
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
                                       .cpu = &b->cpu,
                                       .boundaries = &b->memory };
    return page_tables_build(&b->tables, &b->layout);
}

/* Root, and three levels for leap code, resident text, and both ends of resident data, which may lie in different tables. */
#define WAY_OVER_PAGES (1 + 3 * 4)

/* resident_leap changes CR3 while it runs: its page has the same address in these tables as in the firmware's. */
static struct error build_way_over(struct boot *b)
{
    struct placed block;
    TRY(scratch_pages(WAY_OVER_PAGES * PAGE_BYTES, "the page tables", &block));
    b->way_over = (struct page_tables) {
        .start_phys = block.start_phys, .bytes = block.bytes, .memory = platform_at(block.start_phys), .cpu = &b->cpu
    };
    const u64 leap_phys = leap_page_phys();
    const struct boot_mapped runs[] = {
        { .start_virt = leap_phys, .start_phys = leap_phys, .bytes = PAGE_BYTES, .permissions = MAP_EXECUTE },
        { .start_virt = b->layout.resident_text_virt,
          .start_phys = b->resident_text.start_phys,
          .bytes = PAGE_BYTES,
          .permissions = MAP_EXECUTE },
        { .start_virt = b->layout.resident_data_virt,
          .start_phys = b->resident_data.start_phys,
          .bytes = b->resident_data.bytes,
          .permissions = MAP_WRITE },
    };
    page_tables_begin(&b->way_over);
    for (u64 i = 0; i < COUNT_OF(runs); i++)
        TRY(page_tables_map(&b->way_over, &runs[i]));
    return OK;
}

struct error map_layout(struct boot *b)
{
    TRY(build_kernel_tables(b));
    TRY(build_way_over(b));
    b->stamps[STAMP_MAPPED] = read_tsc();
    return OK;
}
