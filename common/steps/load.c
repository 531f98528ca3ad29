/* Every byte goes straight to where it will live: the segments, and whatever came with the kernel, in one pass over each. */
#include "common/base/checked.h"
#include "common/base/string.h"
#include "common/cpu/x86.h"
#include "common/log/log.h"
#include "common/steps/steps.h"

/* What the file doesn't give is zero: the gaps between segments, bss, the rest of the last page. */
static struct error load_cluster(struct boot *b, const struct elf_cluster *cluster, u8 *memory)
{
    const u64 end_virt = cluster->start_virt + cluster->bytes;
    u64 filled_bytes = 0;
    for (u64 i = 0; i < b->kernel.segment_count; i++) {
        const struct elf_segment *segment = &b->kernel.segments[i];
        if (segment->start_virt < cluster->start_virt || segment->start_virt >= end_virt)
            continue;
        const u64 at_bytes = segment->start_virt - cluster->start_virt;
        memset(memory + filled_bytes, 0, (size_t)(at_bytes - filled_bytes));
        TRY(load_bytes(b, &b->kernel_file, segment->file_offset, memory + at_bytes, segment->file_bytes));
        filled_bytes = at_bytes + segment->file_bytes;
    }
    memset(memory + filled_bytes, 0, (size_t)(cluster->bytes - filled_bytes));
    return OK;
}

static struct error load_kernel(struct boot *b)
{
    struct elf_image image = { 0 };
    for (u64 i = 0; i < b->kernel.cluster_count; i++) {
        image.memory[i] = platform_at(b->clusters[i].start_phys);
        TRY(load_cluster(b, &b->kernel.clusters[i], image.memory[i]));
    }
    return elf_relocate(&b->kernel, &image, b->layout.kernel_slide);
}

struct error load_files(struct boot *b)
{
    start_clock(b);
    start_progress(b);
    log_info("kernel %s: %b in memory, entry %x", b->manifest.kernel.path, b->kernel.end_virt - b->kernel.start_virt,
             b->layout.entry_virt);
    TRY(load_kernel(b));
    TRY(load_symbols(b));
    TRY(load_listed(b));
    b->stamps[STAMP_LOADED] = read_tsc();
    return OK;
}
