/* Finding a section by name. */
#include "tests/unit/common/elf/builder.h"
#include <criterion/criterion.h>
#include <string.h>

#define TABLE 0x3000 /* section headers: inside the data segment, which does not matter */
#define NAMES 0x3800

static struct test_elf elf;
static u32 section_count;
static u32 names_bytes;
static bool found;
static u64 file_offset, bytes;

static void put_section(u32 index, u32 name_offset, u32 type, u64 offset, u64 size)
{
    u8 *at = elf.data + TABLE + index * SECTION_HEADER_BYTES;
    store_u32(at + SH_NAME, name_offset);
    store_u32(at + SH_TYPE, type);
    store_u64(at + SH_FILE_OFFSET, offset);
    store_u64(at + SH_BYTES, size);
}

/* Appends a section, and its name to the names. */
static void add_section(const char *name, u32 type, u64 offset, u64 size)
{
    memcpy(elf.data + NAMES + names_bytes, name, strlen(name) + 1);
    put_section(section_count++, names_bytes, type, offset, size);
    names_bytes += (u32)strlen(name) + 1;
    put_section(1, 1, 3, NAMES, names_bytes);
    store_u16(elf.data + EH_SECTION_COUNT, (u16)section_count);
}

static void start(void)
{
    elf_kernel(&elf, ET_EXEC, KERNEL_VIRT);
    store_u64(elf.data + EH_SECTION_OFFSET, TABLE);
    store_u16(elf.data + EH_SECTION_BYTES, SECTION_HEADER_BYTES);
    store_u16(elf.data + EH_SECTION_NAMES, 1);
    section_count = 0;
    names_bytes = 0;
    add_section("", SHT_NULL, 0, 0);
    add_section(".shstrtab", 3, NAMES, 0);
    add_section(".text", 1, 0x1000, 0x1000);
}

TestSuite(elf_sections, .init = start);

static struct error find(const char *name)
{
    struct reader reader = elf_reader(&elf);
    assert_accepted(&elf);
    return elf_find_section(&reader, &elf.facts, name, &found, &file_offset, &bytes);
}

static void assert_find_refused(const char *name, enum error_code code, u64 detail)
{
    struct error error = find(name);
    cr_assert_eq(error.code, code);
    cr_assert_eq(error.detail, detail);
    cr_assert_str_eq(error_subject(error), "kernel.elf");
}

static void assert_not_found(const char *name)
{
    cr_assert_eq(find(name).code, ERR_NONE);
    cr_assert_not(found);
}

Test(elf_sections, finds_a_section_by_its_name)
{
    add_section(".boot_config", 1, 0x2010, 152);
    cr_assert_eq(find(".boot_config").code, ERR_NONE);
    cr_assert(found);
    cr_assert_eq(file_offset, 0x2010);
    cr_assert_eq(bytes, 152);
}

Test(elf_sections, does_not_take_a_longer_or_a_shorter_name_for_it)
{
    add_section(".boot_config2", 1, 0x2010, 152);
    add_section(".boot_confi", 1, 0x2010, 152);
    assert_not_found(".boot_config");
}

Test(elf_sections, finds_a_name_that_is_the_tail_of_another)
{
    add_section(".rela.data", 1, 0x2000, 24);
    put_section(section_count++, names_bytes - 6, 1, 0x3000, 99);
    store_u16(elf.data + EH_SECTION_COUNT, (u16)section_count);
    cr_assert_eq(find(".data").code, ERR_NONE);
    cr_assert(found);
    cr_assert_eq(bytes, 99);
}

Test(elf_sections, takes_no_section_without_bytes)
{
    add_section(".boot_config", SHT_NOBITS, 0x2010, 152);
    add_section(".boot_config", 1, 0x2010, 0);
    add_section(".boot_config", SHT_NULL, 0x2010, 152);
    assert_not_found(".boot_config");
}

Test(elf_sections, finds_nothing_in_a_file_without_section_headers)
{
    store_u16(elf.data + EH_SECTION_COUNT, 0);
    assert_not_found(".text");
    start();
    store_u64(elf.data + EH_SECTION_OFFSET, 0);
    assert_not_found(".text");
}

Test(elf_sections, finds_nothing_in_a_file_without_section_names)
{
    store_u16(elf.data + EH_SECTION_NAMES, 0);
    assert_not_found(".text");
}

Test(elf_sections, refuses_the_second_section_of_that_name)
{
    add_section(".boot_config", 1, 0x2010, 152);
    add_section(".boot_config", 1, 0x2110, 152);
    assert_find_refused(".boot_config", ERR_CONFIG_TWICE, 0x2110);
}

Test(elf_sections, takes_a_section_up_to_the_files_end_and_refuses_one_past_it)
{
    add_section(".boot_config", 1, 0x3fff, 1);
    cr_assert_eq(find(".boot_config").code, ERR_NONE);
    cr_assert(found);
    put_section(3, names_bytes - 13, 1, 0x3fff, 2);
    assert_find_refused(".boot_config", ERR_ELF_SECTIONS, 3);
    put_section(3, names_bytes - 13, 1, 0x3fff, UINT64_MAX);
    assert_find_refused(".boot_config", ERR_ELF_SECTIONS, 3);
}

Test(elf_sections, refuses_a_table_past_the_files_end)
{
    store_u64(elf.data + EH_SECTION_OFFSET, 0x4000 - 2 * SECTION_HEADER_BYTES + 1);
    assert_find_refused(".text", ERR_READ_PAST_END, 0x4001);
    store_u64(elf.data + EH_SECTION_OFFSET, UINT64_MAX - 63);
    assert_find_refused(".text", ERR_ELF_SECTIONS, 1);
}

Test(elf_sections, refuses_names_that_are_no_section)
{
    store_u16(elf.data + EH_SECTION_NAMES, 3);
    assert_find_refused(".text", ERR_ELF_SECTIONS, 3);
}

Test(elf_sections, refuses_names_outside_the_file)
{
    put_section(1, 1, 3, 0x4000, 10);
    assert_find_refused(".text", ERR_ELF_SECTIONS, 1);
}

Test(elf_sections, reads_no_name_past_the_names)
{
    put_section(2, names_bytes - 5, 1, 0x1000, 0x1000); /* "text", and then only one byte is left */
    assert_not_found(".text");
    put_section(2, UINT32_MAX, 1, 0x1000, 0x1000);
    assert_not_found(".text");
}
