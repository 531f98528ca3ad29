/* Finding the symbol table and its names. */
#include "tests/unit/common/elf/builder.h"
#include <criterion/criterion.h>

#define HEADERS 0x3000
#define TABLE   0x2000
#define NAMES   0x2800

static struct test_elf elf;
static struct elf_symbols symbols;
static struct elf_sections sections;

static u8 *header(u32 index)
{
    return elf.data + HEADERS + index * SECTION_HEADER_BYTES;
}

static void put(u32 index, u32 type, u64 offset, u64 bytes)
{
    store_u32(header(index) + SH_TYPE, type);
    store_u64(header(index) + SH_FILE_OFFSET, offset);
    store_u64(header(index) + SH_BYTES, bytes);
}

/* `count` sections, of which `index` is the symbol table; its names are the one before. */
static void start_with(u16 count, u32 index)
{
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    store_u64(elf.data + EH_SECTION_OFFSET, HEADERS);
    store_u16(elf.data + EH_SECTION_BYTES, SECTION_HEADER_BYTES);
    store_u16(elf.data + EH_SECTION_COUNT, count);
    put(index - 1, SHT_STRTAB, NAMES, 100);
    put(index, SHT_SYMTAB, TABLE, 3 * ELF_SYMBOL_BYTES);
    store_u32(header(index) + SH_LINK, index - 1);
    store_u64(header(index) + SH_ENTRY_BYTES, ELF_SYMBOL_BYTES);
}

static void start(void)
{
    start_with(4, 3);
}

TestSuite(elf_find_symbols, .init = start);

static struct error find(void)
{
    struct reader reader = elf_reader(&elf);
    assert_accepted(&elf);
    return elf_find_symbols(&reader, &elf.facts, &symbols, &sections);
}

static void assert_refused_with(enum error_code code, u64 detail)
{
    const struct error error = find();
    cr_assert_eq(error.code, code);
    cr_assert_eq(error.detail, detail);
    cr_assert_eq(symbols.count, 0);
}

static void assert_none(void)
{
    cr_assert_eq(find().code, ERR_NONE);
    cr_assert_eq(symbols.count, 0);
}

Test(elf_find_symbols, says_where_table_and_names_lie)
{
    cr_assert_eq(find().code, ERR_NONE);
    cr_assert_eq(symbols.file_offset, TABLE);
    cr_assert_eq(symbols.count, 3);
    cr_assert_eq(symbols.names_file_offset, NAMES);
    cr_assert_eq(symbols.names_bytes, 100);
}

Test(elf_find_symbols, finds_the_table_behind_many_sections)
{
    start_with(34, 33);
    cr_assert_eq(find().code, ERR_NONE);
    cr_assert_eq(symbols.count, 3);
}

Test(elf_find_symbols, finds_nothing_in_a_stripped_kernel)
{
    put(3, SHT_NULL, 0, 0);
    assert_none();
    start();
    store_u64(elf.data + EH_SECTION_OFFSET, 0);
    assert_none();
}

Test(elf_find_symbols, takes_whole_symbols_only)
{
    put(3, SHT_SYMTAB, TABLE, 3 * ELF_SYMBOL_BYTES - 1);
    cr_assert_eq(find().code, ERR_NONE);
    cr_assert_eq(symbols.count, 2);
    put(3, SHT_SYMTAB, TABLE, ELF_SYMBOL_BYTES - 1);
    assert_none();
}

Test(elf_find_symbols, takes_a_table_that_ends_with_the_file)
{
    put(3, SHT_SYMTAB, elf.len - ELF_SYMBOL_BYTES, ELF_SYMBOL_BYTES);
    cr_assert_eq(find().code, ERR_NONE);
    put(3, SHT_SYMTAB, elf.len - ELF_SYMBOL_BYTES + 1, ELF_SYMBOL_BYTES);
    assert_refused_with(ERR_ELF_SECTIONS, elf.len - ELF_SYMBOL_BYTES + 1);
}

Test(elf_find_symbols, refuses_names_outside_the_file)
{
    put(2, SHT_STRTAB, elf.len - 100, 100);
    cr_assert_eq(find().code, ERR_NONE);
    put(2, SHT_STRTAB, elf.len - 100, 101);
    assert_refused_with(ERR_ELF_SECTIONS, TABLE);
    put(2, SHT_STRTAB, 1, UINT64_MAX);
    assert_refused_with(ERR_ELF_SECTIONS, TABLE);
}

Test(elf_find_symbols, refuses_names_that_are_none)
{
    store_u32(header(3) + SH_LINK, 4);
    assert_refused_with(ERR_ELF_SECTIONS, 4);
    store_u32(header(3) + SH_LINK, 1);
    assert_refused_with(ERR_ELF_SECTIONS, 1);
}

Test(elf_find_symbols, refuses_symbols_of_another_size)
{
    store_u64(header(3) + SH_ENTRY_BYTES, 16);
    assert_refused_with(ERR_ELF_SECTIONS, TABLE);
}

Test(elf_find_symbols, refuses_headers_past_the_end)
{
    store_u64(elf.data + EH_SECTION_OFFSET, elf.len - 3 * SECTION_HEADER_BYTES);
    assert_refused_with(ERR_READ_PAST_END, elf.len + SECTION_HEADER_BYTES);
    store_u64(elf.data + EH_SECTION_OFFSET, UINT64_MAX);
    cr_assert_neq(find().code, ERR_NONE);
}

static void put_section(u32 index, u64 flags, u64 start_virt, u64 bytes, u32 name_offset)
{
    put(index, SHT_NOBITS, 0, bytes);
    store_u64(header(index) + SH_FLAGS, flags);
    store_u64(header(index) + SH_VIRTUAL, start_virt);
    store_u32(header(index) + SH_NAME, name_offset);
}

Test(elf_find_symbols, notes_sections_that_take_memory)
{
    put_section(0, SHF_ALLOC, 0x1000, 0x20, 7);
    put_section(1, 0, 0x2000, 0x20, 8);
    store_u16(elf.data + EH_SECTION_NAMES, 2);
    cr_assert_eq(find().code, ERR_NONE);
    cr_assert_eq(sections.count, 1);
    cr_assert_eq(sections.each[0].start_virt, 0x1000);
    cr_assert_eq(sections.each[0].bytes, 0x20);
    cr_assert_eq(sections.each[0].name_offset, 7);
    cr_assert_eq(sections.names_file_offset, NAMES);
    cr_assert_eq(sections.names_bytes, 100);
}

Test(elf_find_symbols, notes_as_many_sections_as_there_is_room_for)
{
    start_with(ELF_SECTIONS_MAX + 4, ELF_SECTIONS_MAX + 3);
    for (u32 index = 0; index < ELF_SECTIONS_MAX + 2; index++)
        put_section(index, SHF_ALLOC, 0x1000 + index, 1, 0);
    cr_assert_eq(find().code, ERR_NONE);
    cr_assert_eq(sections.count, ELF_SECTIONS_MAX);
    cr_assert_eq(sections.each[ELF_SECTIONS_MAX - 1].start_virt, 0x1000 + ELF_SECTIONS_MAX - 1);
}

Test(elf_find_symbols, leaves_out_the_names_of_sections_that_lie_outside_the_file)
{
    store_u16(elf.data + EH_SECTION_NAMES, 1);
    put(1, SHT_STRTAB, elf.len - 10, 10);
    cr_assert_eq(find().code, ERR_NONE);
    cr_assert_eq(sections.names_bytes, 10);
    put(1, SHT_STRTAB, elf.len - 10, 11);
    cr_assert_eq(find().code, ERR_NONE);
    cr_assert_eq(sections.names_bytes, 0);
}
