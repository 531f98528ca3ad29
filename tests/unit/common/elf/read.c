/* elf_read as a whole: facts of good kernels, and what several segments can do to each other. */
#include "tests/unit/common/elf/builder.h"
#include <criterion/criterion.h>
#include <string.h>

#include "include/lintel/info.h"

static struct test_elf elf;

Test(elf_read, gives_the_facts_of_a_fixed_kernel)
{
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    assert_accepted(&elf);
    cr_assert_not(elf.facts.relocatable);
    cr_assert_eq(elf.facts.entry_virt, KERNEL_VIRT);
    cr_assert_eq(elf.facts.start_virt, KERNEL_VIRT);
    cr_assert_eq(elf.facts.end_virt, KERNEL_VIRT + 0x5000);
    cr_assert_eq(elf.facts.align_bytes, 0x1000);
    cr_assert_eq(elf.facts.segment_count, 3);
    cr_assert_eq(elf.facts.segments[0].permissions, MAP_EXECUTE);
    cr_assert_eq(elf.facts.segments[1].permissions, 0);
    cr_assert_eq(elf.facts.segments[2].permissions, MAP_WRITE);
    cr_assert_eq(elf.facts.segments[2].file_bytes, 0x1000);
    cr_assert_eq(elf.facts.segments[2].memory_bytes, 0x3000);
    cr_assert_eq(elf.facts.cluster_count, 1);
}

Test(elf_read, takes_a_position_independent_kernel_at_address_zero)
{
    elf_kernel(&elf, ET_DYN, 0);
    assert_accepted(&elf);
    cr_assert(elf.facts.relocatable);
    cr_assert_eq(elf.facts.start_virt, 0);
    cr_assert_eq(elf.facts.end_virt, 0x5000);
}

Test(elf_read, sorts_segments_by_address)
{
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    elf_put(&elf, 0, (struct test_header) { PT_LOAD, PF_R | PF_W, 0x3000, KERNEL_VIRT + 0x2000, 0x1000, 0x3000, 0x1000 });
    elf_put(&elf, 2, (struct test_header) { PT_LOAD, PF_R | PF_X, 0x1000, KERNEL_VIRT, 0x1000, 0x1000, 0x1000 });
    assert_accepted(&elf);
    for (u64 i = 0; i < 3; i++)
        cr_assert_eq(elf.facts.segments[i].start_virt, KERNEL_VIRT + i * 0x1000);
}

/* A reader that counts its reads. */
static u64 read_count;
static struct error read_counting(struct reader *reader, u64 offset, void *destination, u64 len)
{
    read_count++;
    memcpy(destination, (const u8 *)reader->context + offset, len);
    return OK;
}

static struct error read_counted(void)
{
    struct reader reader = { .read = read_counting, .bytes = elf.len, .name = "kernel.elf", .context = elf.data };
    elf.sink = (struct error_sink) { 0 };
    return elf_read(&reader, &elf.sink, &elf.facts);
}

Test(elf_read, reads_once_where_the_headers_lie_together)
{
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    cr_assert_eq(read_counted().code, ERR_NONE);
    cr_assert_eq(read_count, 1);
}

Test(elf_read, reads_program_headers_from_the_end_of_the_file_by_a_second_read)
{
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    memcpy(elf.data + 0x4000, elf.data + ELF_HEADER_BYTES, 3 * PROGRAM_HEADER_BYTES);
    memset(elf.data + ELF_HEADER_BYTES, 0xff, 3 * PROGRAM_HEADER_BYTES);
    store_u64(elf.data + EH_PROGRAM_OFFSET, 0x4000);
    elf.len = 0x4000 + 3 * PROGRAM_HEADER_BYTES;
    cr_assert_eq(read_counted().code, ERR_NONE);
    cr_assert_eq(read_count, 2);
    cr_assert_eq(elf.facts.segment_count, 3);
}

Test(elf_read, passes_on_what_the_reader_reports)
{
    struct reader whole = reader_of_bytes("disk", (struct bytes) { elf.data, 100 });
    struct reader broken;
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    cr_assert_eq(reader_of_part(&whole, "kernel.elf", 0, 100, &broken).code, ERR_NONE);
    broken.bytes = 4096; /* a file that shrank since it was opened */
    struct error error = elf_read(&broken, &elf.sink, &elf.facts);
    cr_assert_eq(error.code, ERR_READ_PAST_END);
}

Test(elf_read, takes_segments_that_touch_and_refuses_those_that_overlap_by_a_byte)
{
    struct test_header rodata = { PT_LOAD, PF_R, 0x2000, KERNEL_VIRT + 0x1000, 0x1000, 0x1000, 0x1000 };
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    assert_accepted(&elf);
    rodata.memory_bytes++;
    elf_put(&elf, 1, rodata);
    assert_refused(&elf, ERR_ELF_SEGMENT_OVERLAP, KERNEL_VIRT + 0x2000);
}

Test(elf_read, takes_an_entry_at_the_last_byte_of_code_and_refuses_the_next)
{
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    store_u64(elf.data + EH_ENTRY, KERNEL_VIRT + 0xfff);
    assert_accepted(&elf);
    store_u64(elf.data + EH_ENTRY, KERNEL_VIRT + 0x1000);
    assert_refused(&elf, ERR_ELF_ENTRY, KERNEL_VIRT + 0x1000);
    store_u64(elf.data + EH_ENTRY, 0);
    assert_refused(&elf, ERR_ELF_ENTRY, 0);
}

Test(elf_read, reports_every_bad_segment_but_no_echo_of_it)
{
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    elf_put(&elf, 0, (struct test_header) { PT_LOAD, PF_R | PF_X, 0x1000, KERNEL_VIRT, 0x1000, 0xfff, 0x1000 });
    elf_put(&elf, 2, (struct test_header) { PT_LOAD, PF_R | PF_W, 0x3000, KERNEL_VIRT + 0x2000, 0x1001, 0x3000, 0x1000 });
    struct error error = elf_read_test(&elf);
    cr_assert_eq(error.code, ERR_ELF_SEGMENT_SIZE);
    cr_assert_eq(elf.sink.count, 2);
}

Test(elf_read, refuses_a_file_without_loadable_segments)
{
    elf_begin(&elf, ET_EXEC);
    elf_add(&elf, (struct test_header) { 4, PF_R, 0x1000, KERNEL_VIRT, 16, 16, 4 });
    assert_refused(&elf, ERR_ELF_NO_SEGMENTS, 1);
}

Test(elf_read, takes_a_kernel_of_512_mib_and_refuses_a_page_more)
{
    struct test_header bss = { PT_LOAD, PF_R | PF_W, 0, KERNEL_VIRT + 0x2000, 0, ELF_KERNEL_BYTES_MAX - 0x2000, 0x1000 };
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    elf_put(&elf, 2, bss);
    assert_accepted(&elf);
    bss.memory_bytes++;
    elf_put(&elf, 2, bss);
    assert_refused(&elf, ERR_ELF_TOO_LARGE, ELF_KERNEL_BYTES_MAX + 0x1000);
}

Test(elf_read, counts_only_what_is_loaded_towards_the_largest_size)
{
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    elf_add(&elf, (struct test_header) { PT_LOAD, PF_R, 0x1000, 0x100000, 0x1000, 0x1000, 0x1000 });
    assert_accepted(&elf);
    cr_assert_eq(elf.facts.start_virt, 0x100000);
    cr_assert_eq(elf.facts.end_virt, KERNEL_VIRT + 0x5000);
}

static const struct test_header dynamic = { PT_DYNAMIC, PF_R | PF_W, 0x3000, KERNEL_VIRT + 0x2000, 0x100, 0x100, 8 };
static const struct test_header relro = { PT_GNU_RELRO, PF_R, 0x3000, KERNEL_VIRT + 0x2000, 0x800, 0x1000, 1 };
static const struct test_header tls = { PT_TLS, PF_R, 0x3800, KERNEL_VIRT + 0x2800, 0x800, 0x123456, 64 };

Test(elf_read, finds_dynamic_relro_and_tls_ranges)
{
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    elf_add(&elf, dynamic);
    elf_add(&elf, relro);
    elf_add(&elf, tls);
    assert_accepted(&elf);
    cr_assert_eq(elf.facts.dynamic.start_virt, KERNEL_VIRT + 0x2000);
    cr_assert_eq(elf.facts.relro.memory_bytes, 0x1000);
    cr_assert_eq(elf.facts.relro.align_bytes, 1);
    cr_assert_eq(elf.facts.tls.file_bytes, 0x800);
    cr_assert_eq(elf.facts.tls.memory_bytes, 0x123456);
    cr_assert_eq(elf.facts.tls.align_bytes, 64);
}

Test(elf_read, refuses_a_range_outside_the_segments)
{
    struct test_header range = dynamic;
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    range.virt = KERNEL_VIRT + 0x5000 - 0x100;
    elf_add(&elf, range);
    assert_accepted(&elf);
    range.virt++;
    elf_put(&elf, 3, range);
    assert_refused(&elf, ERR_ELF_RANGE, range.virt);
}

Test(elf_read, refuses_a_tls_template_outside_the_segments_but_not_its_bss)
{
    struct test_header range = tls;
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    range.virt = KERNEL_VIRT + 0x5000 - 0x800;
    elf_add(&elf, range);
    assert_accepted(&elf);
    range.virt++;
    elf_put(&elf, 3, range);
    assert_refused(&elf, ERR_ELF_RANGE, range.virt);
}

Test(elf_read, takes_a_relro_range_rounded_up_past_its_segment)
{
    struct test_header range = relro;
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    range.memory_bytes = 0x4000;
    elf_add(&elf, range);
    assert_accepted(&elf);
    range.virt = KERNEL_VIRT + 0x5000;
    elf_put(&elf, 3, range);
    assert_refused(&elf, ERR_ELF_RANGE, range.virt);
}

Test(elf_read, refuses_a_second_dynamic_section)
{
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    elf_add(&elf, dynamic);
    elf_add(&elf, dynamic);
    assert_refused(&elf, ERR_ELF_RANGE, dynamic.virt);
}
