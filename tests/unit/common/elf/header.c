/* The ELF header: each field that can be wrong, wrong by itself. */
#include "tests/unit/common/elf/builder.h"
#include <criterion/criterion.h>
#include <string.h>

static struct test_elf elf;

static void start(void)
{
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
}

TestSuite(elf_header, .init = start);

Test(elf_header, refuses_what_is_not_elf_and_shows_its_first_bytes)
{
    memcpy(elf.data, "#!/b", 4);
    assert_refused(&elf, ERR_ELF_NOT_ELF, 0x622f2123);
}

Test(elf_header, refuses_an_empty_file_and_one_of_three_bytes)
{
    elf.len = 0;
    assert_refused(&elf, ERR_ELF_NOT_ELF, 0);
    elf.len = 3;
    assert_refused(&elf, ERR_ELF_NOT_ELF, 0x4c457f);
}

Test(elf_header, refuses_a_file_that_ends_inside_the_header)
{
    elf.len = 4;
    assert_refused(&elf, ERR_ELF_TRUNCATED, 64);
    elf.len = 63;
    assert_refused(&elf, ERR_ELF_TRUNCATED, 64);
}

Test(elf_header, takes_program_headers_up_to_the_files_end_and_refuses_a_byte_less)
{
    elf_begin(&elf, ET_EXEC);
    elf_add(&elf, (struct test_header) { PT_LOAD, PF_R | PF_X, 0, KERNEL_VIRT, 0x40, 0x40, 0x1000 });
    elf.len = ELF_HEADER_BYTES + PROGRAM_HEADER_BYTES;
    assert_accepted(&elf);
    elf.len--;
    assert_refused(&elf, ERR_ELF_TRUNCATED, ELF_HEADER_BYTES + PROGRAM_HEADER_BYTES);
}

Test(elf_header, refuses_a_program_header_table_that_wraps_around)
{
    store_u64(elf.data + EH_PROGRAM_OFFSET, UINT64_MAX - 3 * PROGRAM_HEADER_BYTES + 1);
    assert_refused(&elf, ERR_ELF_HEADER, EH_PROGRAM_OFFSET);
}

Test(elf_header, refuses_32_bit_files)
{
    elf.data[EH_CLASS] = 1;
    assert_refused(&elf, ERR_ELF_CLASS, 1);
}

Test(elf_header, refuses_big_endian_files)
{
    elf.data[EH_DATA] = 2;
    assert_refused(&elf, ERR_ELF_ENCODING, EH_DATA);
}

Test(elf_header, refuses_other_versions_in_both_places)
{
    elf.data[EH_IDENT_VERSION] = 0;
    assert_refused(&elf, ERR_ELF_ENCODING, EH_IDENT_VERSION);
    elf.data[EH_IDENT_VERSION] = EV_CURRENT;
    store_u32(elf.data + EH_VERSION, 2);
    assert_refused(&elf, ERR_ELF_HEADER, EH_VERSION);
}

Test(elf_header, refuses_other_machines)
{
    store_u16(elf.data + EH_MACHINE, 183);
    assert_refused(&elf, ERR_ELF_MACHINE, 183);
}

Test(elf_header, refuses_object_files_and_core_dumps)
{
    store_u16(elf.data + EH_TYPE, 1);
    assert_refused(&elf, ERR_ELF_TYPE, 1);
    store_u16(elf.data + EH_TYPE, 4);
    assert_refused(&elf, ERR_ELF_TYPE, 4);
}

Test(elf_header, takes_a_longer_header_and_refuses_a_shorter_one)
{
    store_u16(elf.data + EH_HEADER_BYTES, 65);
    assert_accepted(&elf);
    store_u16(elf.data + EH_HEADER_BYTES, 63);
    assert_refused(&elf, ERR_ELF_HEADER, EH_HEADER_BYTES);
}

Test(elf_header, refuses_program_headers_of_another_size)
{
    store_u16(elf.data + EH_PROGRAM_BYTES, 57);
    assert_refused(&elf, ERR_ELF_HEADER, EH_PROGRAM_BYTES);
}

Test(elf_header, refuses_a_file_without_program_headers)
{
    store_u16(elf.data + EH_PROGRAM_COUNT, 0);
    assert_refused(&elf, ERR_ELF_NO_SEGMENTS, 0);
}

Test(elf_header, takes_64_program_headers_and_refuses_65)
{
    while (elf.header_count < ELF_HEADERS_MAX)
        elf_add(&elf, (struct test_header) { .type = 0x12345678 });
    assert_accepted(&elf);
    elf_add(&elf, (struct test_header) { .type = 0x12345678 });
    assert_refused(&elf, ERR_ELF_TOO_MANY_SEGMENTS, 65);
}

Test(elf_header, notes_where_the_section_headers_are)
{
    store_u64(elf.data + EH_SECTION_OFFSET, 0x3800);
    store_u16(elf.data + EH_SECTION_BYTES, SECTION_HEADER_BYTES);
    store_u16(elf.data + EH_SECTION_COUNT, 7);
    store_u16(elf.data + EH_SECTION_NAMES, 6);
    assert_accepted(&elf);
    cr_assert_eq(elf.facts.section_table_offset, 0x3800);
    cr_assert_eq(elf.facts.section_count, 7);
    cr_assert_eq(elf.facts.section_names_index, 6);
}

Test(elf_header, refuses_section_headers_of_another_size)
{
    store_u64(elf.data + EH_SECTION_OFFSET, 0x3800);
    store_u16(elf.data + EH_SECTION_COUNT, 7);
    store_u16(elf.data + EH_SECTION_BYTES, 40);
    assert_refused(&elf, ERR_ELF_HEADER, EH_SECTION_BYTES);
}
