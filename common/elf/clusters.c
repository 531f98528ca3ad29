/* Which segments are loaded as one physical block, and how large the whole is. */
#include "common/base/address.h"
#include "common/base/checked.h"
#include "common/elf/parts.h"

static void begin_cluster(struct elf_facts *facts, u64 start_virt, u64 end_virt)
{
    facts->clusters[facts->cluster_count++] = (struct elf_cluster) { .start_virt = start_virt, .bytes = end_virt - start_virt };
}

/* A gap costs physical memory, a split costs a block and large leaves: 2 MiB, a large leaf, is where the gap costs more. */
static void add_to_clusters(struct elf_facts *facts, u64 start_virt, u64 end_virt)
{
    struct elf_cluster *last = &facts->clusters[facts->cluster_count - 1];
    u64 last_end_virt = last->start_virt + last->bytes;
    if (start_virt >= last_end_virt && start_virt - last_end_virt >= ELF_CLUSTER_GAP_BYTES)
        begin_cluster(facts, start_virt, end_virt);
    else
        last->bytes = end_virt - last->start_virt;
}

void elf_clusters_plan(struct elf_facts *facts)
{
    for (u64 i = 0; i < facts->segment_count; i++) {
        u64 start_virt = align_down(facts->segments[i].start_virt, PAGE_BYTES);
        u64 end_virt = align_up(elf_segment_end(&facts->segments[i]), PAGE_BYTES);
        if (i == 0)
            begin_cluster(facts, start_virt, end_virt);
        else
            add_to_clusters(facts, start_virt, end_virt);
        facts->end_virt = end_virt;
    }
    facts->start_virt = facts->clusters[0].start_virt;
    for (u64 i = 0; i < facts->cluster_count; i++)
        facts->clusters[i].align_bytes = facts->clusters[i].bytes >= LARGE_PAGE_BYTES ? LARGE_PAGE_BYTES : PAGE_BYTES;
}
