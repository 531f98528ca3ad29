/* Finding the configuration: by section, by magic, and what looks like one but is none. */
#include "tests/unit/common/elf/builder.h"
#include "tests/unit/config/section.h"

#define RODATA_OFFSET 0x2000
#define NAMES_OFFSET  0x3800
#define TABLE_OFFSET  0x3900

struct kernel_file {
    struct test_elf elf;
    struct error error;
    u64 file_offset, available_bytes;
};

static struct kernel_file kernel_without_sections(void)
{
    static struct kernel_file file;
    elf_kernel(&file.elf, ET_EXEC, KERNEL_VIRT);
    return file;
}

static void put_config(struct kernel_file *file, u64 file_offset)
{
    struct test_section section = section_of_defaults();
    memcpy(file->elf.data + file_offset, &section.config, sizeof(section.config));
}

static void put_section(struct kernel_file *file, u32 index, u32 name, u32 type, u64 file_offset, u64 bytes)
{
    u8 *at = file->elf.data + TABLE_OFFSET + index * SECTION_HEADER_BYTES;
    store_u32(at + SH_NAME, name);
    store_u32(at + SH_TYPE, type);
    store_u64(at + SH_FILE_OFFSET, file_offset);
    store_u64(at + SH_BYTES, bytes);
}

/* Three sections: none, .boot_config, the names. */
static void add_sections(struct kernel_file *file, u32 type, u64 file_offset, u64 bytes)
{
    static const char names[] = "\0.boot_config\0.shstrtab";
    memcpy(file->elf.data + NAMES_OFFSET, names, sizeof(names));
    put_section(file, 1, 1, type, file_offset, bytes);
    put_section(file, 2, 14, 3, NAMES_OFFSET, sizeof(names));
    store_u64(file->elf.data + EH_SECTION_OFFSET, TABLE_OFFSET);
    store_u16(file->elf.data + EH_SECTION_BYTES, SECTION_HEADER_BYTES);
    store_u16(file->elf.data + EH_SECTION_COUNT, 3);
    store_u16(file->elf.data + EH_SECTION_NAMES, 2);
}

static enum error_code locate(struct kernel_file *file)
{
    struct reader reader = elf_reader(&file->elf);
    cr_assert_eq(elf_read_test(&file->elf).code, ERR_NONE);
    file->error = config_locate(&reader, &file->elf.facts, &file->file_offset, &file->available_bytes);
    return file->error.code;
}

Test(config_locate, goes_by_the_section)
{
    struct kernel_file file = kernel_without_sections();
    put_config(&file, RODATA_OFFSET + 0x40);
    add_sections(&file, 1, RODATA_OFFSET + 0x40, 200);
    cr_assert_eq(locate(&file), ERR_NONE);
    cr_assert_eq(file.file_offset, RODATA_OFFSET + 0x40);
    cr_assert_eq(file.available_bytes, 200);
}

Test(config_locate, goes_by_the_magic_if_there_are_no_section_headers)
{
    struct kernel_file file = kernel_without_sections();
    put_config(&file, RODATA_OFFSET + 0x48);
    cr_assert_eq(locate(&file), ERR_NONE);
    cr_assert_eq(file.file_offset, RODATA_OFFSET + 0x48);
    cr_assert_eq(file.available_bytes, 0x1000 - 0x48);
}

Test(config_locate, goes_by_the_magic_if_the_section_has_no_bytes)
{
    struct kernel_file file = kernel_without_sections();
    put_config(&file, RODATA_OFFSET);
    add_sections(&file, SHT_NOBITS, RODATA_OFFSET, 152);
    cr_assert_eq(locate(&file), ERR_NONE);
    cr_assert_eq(file.file_offset, RODATA_OFFSET);
}

Test(config_locate, aligns_by_virtual_address_not_by_file_offset)
{
    struct kernel_file file = kernel_without_sections();
    elf_put(&file.elf, 1, (struct test_header) { PT_LOAD, PF_R, 0x2004, KERNEL_VIRT + 0x1000, 0xf00, 0xf00, 4 });
    put_config(&file, 0x2004 + 0x10);
    cr_assert_eq(locate(&file), ERR_NONE);
    cr_assert_eq(file.file_offset, 0x2014);

    file = kernel_without_sections();
    elf_put(&file.elf, 1, (struct test_header) { PT_LOAD, PF_R, 0x2004, KERNEL_VIRT + 0x1004, 0xf00, 0xf00, 8 });
    put_config(&file, 0x2014); /* at ...1014: not 8-aligned where it would run */
    cr_assert_eq(locate(&file), ERR_CONFIG_MISSING);
}

Test(config_locate, finds_every_place_in_a_segment_across_chunks)
{
    static struct kernel_file file;
    for (u64 at = 0; at <= 0x5000 - 152; at += 8) {
        elf_begin(&file.elf, ET_EXEC);
        elf_add(&file.elf, (struct test_header) { PT_LOAD, PF_R | PF_X, 0x1000, KERNEL_VIRT, 0x5000, 0x5000, 0x1000 });
        put_config(&file, 0x1000 + at);
        cr_assert_eq(locate(&file), ERR_NONE, "%d", (int)at);
        cr_assert_eq(file.file_offset, 0x1000 + at);
        cr_assert_eq(file.available_bytes, 0x5000 - at);
    }
}

Test(config_locate, passes_over_a_magic_without_a_plausible_size)
{
    struct kernel_file file = kernel_without_sections();
    put_config(&file, RODATA_OFFSET);
    store_u32(file.elf.data + RODATA_OFFSET + 20, 153);
    put_config(&file, RODATA_OFFSET + 0x1000 - 144); /* cut off by the end of the segment */
    cr_assert_eq(locate(&file), ERR_CONFIG_MISSING);
    cr_assert_str_eq(error_subject(file.error), "kernel.elf");
    cr_assert_eq(file.error.detail, 0x3000);
}

Test(config_locate, searches_nothing_but_loadable_segments)
{
    struct kernel_file file = kernel_without_sections();
    put_config(&file, 0x800);
    cr_assert_eq(locate(&file), ERR_CONFIG_MISSING);
}

Test(config_locate, refuses_two_in_the_segments)
{
    struct kernel_file file = kernel_without_sections();
    put_config(&file, RODATA_OFFSET);
    put_config(&file, 0x3008);
    cr_assert_eq(locate(&file), ERR_CONFIG_TWICE);
    cr_assert_eq(file.error.detail, 0x3008);
}

Test(config_locate, counts_a_place_that_two_segments_show_once)
{
    struct kernel_file file = kernel_without_sections();
    elf_put(&file.elf, 2, (struct test_header) { PT_LOAD, PF_R | PF_W, 0x2000, KERNEL_VIRT + 0x2000, 0x1000, 0x1000, 0x1000 });
    put_config(&file, RODATA_OFFSET);
    cr_assert_eq(locate(&file), ERR_NONE);
}

Test(config_locate, refuses_two_in_the_section)
{
    struct kernel_file file = kernel_without_sections();
    put_config(&file, RODATA_OFFSET);
    put_config(&file, RODATA_OFFSET + 152);
    add_sections(&file, 1, RODATA_OFFSET, 304);
    cr_assert_eq(locate(&file), ERR_CONFIG_TWICE);
    cr_assert_eq(file.error.detail, RODATA_OFFSET + 152);
}

Test(config_locate, ignores_a_second_one_outside_the_section)
{
    struct kernel_file file = kernel_without_sections();
    put_config(&file, RODATA_OFFSET);
    put_config(&file, 0x3000);
    add_sections(&file, 1, RODATA_OFFSET, 152);
    cr_assert_eq(locate(&file), ERR_NONE);
}

/* RODATA's segment ends at 0x3000, and the next one's bytes begin there: none of them has all of the section. */
Test(config_locate, refuses_a_section_that_is_not_loaded)
{
    struct kernel_file file = kernel_without_sections();
    put_config(&file, 0x3000 - 152);
    add_sections(&file, 1, 0x3000 - 152, 152);
    cr_assert_eq(locate(&file), ERR_NONE);
    add_sections(&file, 1, 0x3000 - 152, 153);
    cr_assert_eq(locate(&file), ERR_CONFIG_NOT_LOADED);
    put_config(&file, 0x800);
    add_sections(&file, 1, 0x800, 152);
    cr_assert_eq(locate(&file), ERR_CONFIG_NOT_LOADED);
    cr_assert_str_eq(error_subject(file.error), "kernel.elf");
    cr_assert_eq(file.error.detail, 0x800);
}

Test(config_locate, refuses_a_section_with_something_else_in_it)
{
    struct kernel_file file = kernel_without_sections();
    put_config(&file, RODATA_OFFSET);
    file.elf.data[RODATA_OFFSET + 3] ^= 1;
    add_sections(&file, 1, RODATA_OFFSET, 152);
    cr_assert_eq(locate(&file), ERR_CONFIG_MAGIC);
    cr_assert_eq(file.error.detail, 3);
}

Test(config_locate, refuses_a_section_shorter_than_its_struct)
{
    struct kernel_file file = kernel_without_sections();
    put_config(&file, RODATA_OFFSET);
    add_sections(&file, 1, RODATA_OFFSET, 151);
    cr_assert_eq(locate(&file), ERR_CONFIG_SHORT);
    cr_assert_eq(file.error.detail, 152);
    add_sections(&file, 1, RODATA_OFFSET, 23);
    cr_assert_eq(locate(&file), ERR_CONFIG_SHORT);
    cr_assert_eq(file.error.detail, 23);
}
