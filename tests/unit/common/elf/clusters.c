/* Which segments share a physical block. */
#include "tests/unit/common/elf/builder.h"
#include <criterion/criterion.h>

static struct test_elf elf;

/* A kernel of a page of code, and a page of data that begins `gap_bytes` after it. */
static void two_segments(u64 gap_bytes)
{
    elf_begin(&elf, ET_EXEC);
    elf_add(&elf, (struct test_header) { PT_LOAD, PF_R | PF_X, 0, KERNEL_VIRT, 0x1000, 0x1000, 0x1000 });
    elf_add(&elf, (struct test_header) { PT_LOAD, PF_R, 0, KERNEL_VIRT + 0x1000 + gap_bytes, 0x1000, 0x1000, 0x1000 });
    assert_accepted(&elf);
}

Test(elf_clusters, keep_a_gap_of_a_page_less_than_2_mib_and_split_at_2_mib)
{
    two_segments(2 * MIB_BYTES - PAGE_BYTES);
    cr_assert_eq(elf.facts.cluster_count, 1);
    cr_assert_eq(elf.facts.clusters[0].bytes, 2 * MIB_BYTES + PAGE_BYTES);
    two_segments(2 * MIB_BYTES);
    cr_assert_eq(elf.facts.cluster_count, 2);
    cr_assert_eq(elf.facts.clusters[1].start_virt, KERNEL_VIRT + 0x1000 + 2 * MIB_BYTES);
    cr_assert_eq(elf.facts.clusters[1].bytes, 0x1000);
}

Test(elf_clusters, are_aligned_to_2_mib_from_that_size_on)
{
    two_segments(2 * MIB_BYTES - 3 * PAGE_BYTES);
    cr_assert_eq(elf.facts.clusters[0].bytes, 2 * MIB_BYTES - PAGE_BYTES);
    cr_assert_eq(elf.facts.clusters[0].align_bytes, PAGE_BYTES);
    two_segments(2 * MIB_BYTES - 2 * PAGE_BYTES);
    cr_assert_eq(elf.facts.clusters[0].bytes, 2 * MIB_BYTES);
    cr_assert_eq(elf.facts.clusters[0].align_bytes, 2 * MIB_BYTES);
}

Test(elf_clusters, are_whole_pages_where_segments_are_not)
{
    elf_begin(&elf, ET_EXEC);
    elf_add(&elf, (struct test_header) { PT_LOAD, PF_R | PF_X, 0, KERNEL_VIRT, 0x1801, 0x1801, 0x1000 });
    elf_add(&elf, (struct test_header) { PT_LOAD, PF_R | PF_X, 0x1802, KERNEL_VIRT + 0x1802, 0x10, 0x800, 0x1000 });
    assert_accepted(&elf);
    cr_assert_eq(elf.facts.cluster_count, 1);
    cr_assert_eq(elf.facts.clusters[0].start_virt, KERNEL_VIRT);
    cr_assert_eq(elf.facts.clusters[0].bytes, 0x3000);
    cr_assert_eq(elf.facts.end_virt, KERNEL_VIRT + 0x3000);
}
