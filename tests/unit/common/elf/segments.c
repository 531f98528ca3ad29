/* One program header at a time: sizes, file ranges, alignment, addresses, and the types that refuse a kernel. */
#include "tests/unit/common/elf/builder.h"
#include <criterion/criterion.h>

static struct test_elf elf;
static struct test_header data; /* the third header, for tests to spoil */

static void start(void)
{
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    data = (struct test_header) { PT_LOAD, PF_R | PF_W, 0x3000, KERNEL_VIRT + 0x2000, 0x1000, 0x3000, 0x1000 };
}

TestSuite(elf_segments, .init = start);

static void put_data(void)
{
    elf_put(&elf, 2, data);
}

Test(elf_segments, takes_as_many_bytes_in_the_file_as_in_memory_and_refuses_one_more)
{
    data.memory_bytes = data.file_bytes;
    put_data();
    assert_accepted(&elf);
    data.memory_bytes--;
    put_data();
    assert_refused(&elf, ERR_ELF_SEGMENT_SIZE, data.virt);
}

Test(elf_segments, takes_the_last_page_but_one_of_the_address_space_and_refuses_the_last)
{
    data.virt = 0xffffffffffffe000;
    data.memory_bytes = data.file_bytes = 0x1000;
    put_data();
    assert_accepted(&elf);
    cr_assert_eq(elf.facts.end_virt, 0xfffffffffffff000);
    data.memory_bytes++;
    put_data();
    assert_refused(&elf, ERR_ELF_SEGMENT_SIZE, data.virt);
}

Test(elf_segments, refuses_a_segment_that_wraps_around)
{
    data.memory_bytes = 0 - data.virt + 1;
    put_data();
    assert_refused(&elf, ERR_ELF_SEGMENT_SIZE, data.virt);
}

Test(elf_segments, takes_file_bytes_up_to_the_files_end_and_refuses_one_past_it)
{
    assert_accepted(&elf);
    elf.len--;
    assert_refused(&elf, ERR_ELF_TRUNCATED, 0x4000);
}

Test(elf_segments, refuses_a_file_range_that_wraps_around)
{
    data.file_offset = 0xfffffffffffff000;
    put_data();
    assert_refused(&elf, ERR_ELF_TRUNCATED, UINT64_MAX);
}

Test(elf_segments, takes_bss_whose_file_offset_means_nothing)
{
    data.file_bytes = 0;
    data.file_offset = 0x123456789;
    put_data();
    assert_accepted(&elf);
    cr_assert_eq(elf.facts.segments[2].file_bytes, 0);
}

Test(elf_segments, takes_address_and_offset_equal_modulo_the_alignment_and_refuses_others)
{
    data.virt += 0x10;
    data.file_offset += 0x10;
    data.file_bytes -= 0x10;
    put_data();
    assert_accepted(&elf);
    data.file_offset -= 8;
    put_data();
    assert_refused(&elf, ERR_ELF_SEGMENT_ALIGN, data.virt);
}

Test(elf_segments, takes_powers_of_two_and_no_alignment_and_refuses_other_numbers)
{
    data.align_bytes = 0;
    put_data();
    assert_accepted(&elf);
    data.align_bytes = 1;
    put_data();
    assert_accepted(&elf);
    data.align_bytes = 3;
    put_data();
    assert_refused(&elf, ERR_ELF_SEGMENT_ALIGN, data.virt);
}

Test(elf_segments, remembers_the_largest_alignment)
{
    elf_put(&elf, 0, (struct test_header) { PT_LOAD, PF_R | PF_X, 0, KERNEL_VIRT, 0x1000, 0x1000, 0x200000 });
    assert_accepted(&elf);
    cr_assert_eq(elf.facts.align_bytes, 0x200000);
}

Test(elf_segments, takes_page_one_and_refuses_page_zero)
{
    data.virt = 0x1000;
    put_data();
    assert_accepted(&elf);
    data.virt = 0;
    put_data();
    assert_refused(&elf, ERR_ELF_SEGMENT_ADDRESS, 0);
}

Test(elf_segments, takes_the_last_page_of_the_lower_half_and_refuses_a_byte_more)
{
    data.virt = 0x00fffffffffff000;
    data.memory_bytes = data.file_bytes = 0x1000;
    put_data();
    assert_accepted(&elf);
    data.memory_bytes++;
    put_data();
    assert_refused(&elf, ERR_ELF_SEGMENT_ADDRESS, data.virt);
}

Test(elf_segments, takes_the_first_page_of_the_higher_half_and_refuses_the_one_before)
{
    data.virt = 0xff00000000000000;
    put_data();
    assert_accepted(&elf);
    data.virt -= 0x1000;
    put_data();
    assert_refused(&elf, ERR_ELF_SEGMENT_ADDRESS, data.virt);
}

Test(elf_segments, judges_no_addresses_of_a_kernel_that_will_be_slid)
{
    elf_kernel(&elf, ET_DYN, 0x1234567800000000);
    assert_accepted(&elf);
}

Test(elf_segments, ignores_an_empty_segment_wherever_it_says_it_is)
{
    data = (struct test_header) { PT_LOAD, PF_R, 0xffffffffff, 0x123, 0, 0, 3 };
    put_data();
    assert_accepted(&elf);
    cr_assert_eq(elf.facts.segment_count, 2);
}

static void add_pages(u32 count)
{
    elf_begin(&elf, ET_EXEC);
    for (u64 i = 0; i < count; i++)
        elf_add(&elf, (struct test_header) { PT_LOAD, PF_R | PF_X, 0, KERNEL_VIRT + i * 0x1000, 0x1000, 0x1000, 0x1000 });
}

Test(elf_segments, takes_32_loadable_segments_and_refuses_33)
{
    add_pages(ELF_SEGMENTS_MAX);
    assert_accepted(&elf);
    add_pages(ELF_SEGMENTS_MAX + 1);
    assert_refused(&elf, ERR_ELF_TOO_MANY_SEGMENTS, ELF_SEGMENTS_MAX + 1);
}

Test(elf_segments, refuses_a_kernel_that_asks_for_a_dynamic_linker)
{
    elf_add(&elf, (struct test_header) { PT_INTERP, PF_R, 0x2000, KERNEL_VIRT + 0x1000, 28, 28, 1 });
    assert_refused(&elf, ERR_ELF_INTERPRETER, 3);
}

Test(elf_segments, notes_whether_the_stack_is_executable)
{
    assert_accepted(&elf);
    cr_assert_not(elf_stack_is_executable(&elf.facts));
    elf_add(&elf, (struct test_header) { .type = PT_GNU_STACK, .flags = PF_R | PF_W });
    assert_accepted(&elf);
    cr_assert_not(elf_stack_is_executable(&elf.facts));
    elf_put(&elf, 3, (struct test_header) { .type = PT_GNU_STACK, .flags = PF_R | PF_W | PF_X });
    assert_accepted(&elf);
    cr_assert(elf_stack_is_executable(&elf.facts));
}

Test(elf_segments, checks_the_other_ranges_like_segments)
{
    struct test_header tls = { PT_TLS, PF_R, 0x3000, KERNEL_VIRT + 0x2000, 0x1000, 0x1000, 3 };
    elf_add(&elf, tls);
    assert_refused(&elf, ERR_ELF_SEGMENT_ALIGN, tls.virt);
    tls.align_bytes = 8;
    tls.file_offset = 0x3001;
    elf_put(&elf, 3, tls);
    assert_refused(&elf, ERR_ELF_TRUNCATED, 0x4001);
    tls.memory_bytes = 0xfff;
    elf_put(&elf, 3, tls);
    assert_refused(&elf, ERR_ELF_SEGMENT_SIZE, tls.virt);
}
