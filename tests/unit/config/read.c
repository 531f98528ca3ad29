/* The growth rules, and how defaults resolve. */
#include "tests/unit/config/section.h"

Test(config_read, takes_a_section_of_defaults)
{
    struct test_section section = section_of_defaults();
    const struct boot_config defaults = config_default();
    config_accepted(&section);
    cr_assert_eq(memcmp(&section.result, &defaults, sizeof(defaults)), 0);
}

Test(config_read, resolves_every_default_as_the_contract_says)
{
    const struct boot_config config = config_default();
    cr_assert_eq(config.kernel_stack_size, 80 * 1024);
    cr_assert_eq(config.map_kernel_stack, MAPPING_DYNAMIC);
    cr_assert_eq(config.map_kernel_base, MAPPING_DYNAMIC);
    cr_assert_eq(config.map_boot_info, MAPPING_DYNAMIC);
    cr_assert_eq(config.map_framebuffer, MAPPING_DYNAMIC);
    cr_assert_eq(config.map_ramdisk, MAPPING_DYNAMIC);
    cr_assert_eq(config.map_physical_memory, MAPPING_DYNAMIC);
    cr_assert_eq(config.map_page_table_recursive, MAPPING_NONE);
    cr_assert_eq(config.dynamic_range_start, 0xffff800000000000);
    cr_assert_eq(config.dynamic_range_end, 0);
    cr_assert_eq(config.memory_min_bytes, 0);
    cr_assert_eq(config.cpu_required, 0);
    cr_assert_eq(config.framebuffer_min_width, 0);
    cr_assert_eq(config.framebuffer_min_height, 0);
}

Test(config_read, resolves_every_switch_as_the_contract_says)
{
    const struct boot_config config = config_default();
    cr_assert_eq(config.framebuffer_required, SWITCH_OFF);
    cr_assert_eq(config.ramdisk_required, SWITCH_OFF);
    cr_assert_eq(config.aslr, SWITCH_OFF);
    cr_assert_eq(config.allow_writable_code, SWITCH_OFF);
    cr_assert_eq(config.log_serial, SWITCH_ON);
    cr_assert_eq(config.log_screen, SWITCH_ON);
    cr_assert_eq(config.log_debugcon, SWITCH_ON);
    cr_assert_eq(config.log_level, LOG_LEVEL_INFO);
    cr_assert_eq(config.paging_max_levels, 4);
}

Test(config_read, keeps_what_the_kernel_says)
{
    struct test_section section = section_of_defaults();
    section.config.map_framebuffer = MAPPING_NONE;
    section.config.aslr = SWITCH_ON;
    section.config.memory_min_bytes = 5;
    config_accepted(&section);
    cr_assert_eq(section.result.map_framebuffer, MAPPING_NONE);
    cr_assert_eq(section.result.aslr, SWITCH_ON);
    cr_assert_eq(section.result.memory_min_bytes, 5);
}

Test(config_read, gives_the_same_when_it_reads_its_own_result)
{
    struct test_section section = section_of_defaults();
    section.config.kernel_stack_size = 5;
    config_accepted(&section);
    const struct boot_config first = section.result;
    section.config = first;
    config_accepted(&section);
    cr_assert_eq(memcmp(&section.result, &first, sizeof(first)), 0);
}

Test(config_read, rounds_the_stack_up_to_pages)
{
    struct test_section section = section_of_defaults();
    section.config.kernel_stack_size = 4096;
    config_accepted(&section);
    cr_assert_eq(section.result.kernel_stack_size, 4096);
    section.config.kernel_stack_size = 4097;
    config_accepted(&section);
    cr_assert_eq(section.result.kernel_stack_size, 8192);
}

Test(config_read, refuses_each_wrong_magic_byte)
{
    for (u32 i = 0; i < 16; i++) {
        struct test_section section = section_of_defaults();
        section.data[i] ^= 0x20;
        config_refused(&section, ERR_CONFIG_MAGIC, "magic", i);
    }
}

Test(config_read, refuses_bytes_too_few_for_a_header)
{
    struct test_section section = section_of_defaults();
    section.config.size = 24;
    section.len = 24;
    config_accepted(&section);
    section.len = 23;
    config_refused(&section, ERR_CONFIG_SHORT, "size", 23);
    section.len = 0;
    config_refused(&section, ERR_CONFIG_SHORT, "size", 0);
}

Test(config_read, refuses_another_major_abi)
{
    struct test_section section = section_of_defaults();
    section.config.abi_major = 2;
    config_refused(&section, ERR_CONFIG_ABI_MAJOR, "abi_major", 2);
    section.config.abi_major = 0;
    config_refused(&section, ERR_CONFIG_ABI_MAJOR, "abi_major", 0);
}

Test(config_read, takes_a_newer_minor_abi_that_asks_for_nothing_new)
{
    struct test_section section = section_of_defaults();
    section.config.abi_minor = 7;
    config_accepted(&section);
}

Test(config_read, reads_zeros_behind_the_end_of_a_shorter_struct)
{
    struct test_section section = section_of_defaults();
    section.config.kernel_stack_size = 8192;
    section.config.map_kernel_stack = 7; /* behind the end */
    section.config.size = 40;
    config_accepted(&section);
    cr_assert_eq(section.result.kernel_stack_size, 8192);
    cr_assert_eq(section.result.map_kernel_stack, MAPPING_DYNAMIC);
    cr_assert_eq(section.result.size, sizeof(struct boot_config));
}

Test(config_read, takes_the_smallest_size_and_refuses_the_one_below)
{
    struct test_section section = section_of_defaults();
    section.config.size = 24;
    config_accepted(&section);
    section.config.size = 16;
    config_refused(&section, ERR_CONFIG_SHORT, "size", 16);
}

Test(config_read, takes_the_largest_size_and_refuses_the_one_above)
{
    struct test_section section = section_of_defaults();
    section.len = sizeof(section.data);
    section.config.size = CONFIG_BYTES_MAX;
    config_accepted(&section);
    section.config.size = CONFIG_BYTES_MAX + 8;
    config_refused(&section, ERR_CONFIG_SHORT, "size", CONFIG_BYTES_MAX + 8);
    section.config.size = UINT32_MAX;
    config_refused(&section, ERR_CONFIG_SHORT, "size", UINT32_MAX);
}

Test(config_read, refuses_a_size_that_cuts_a_field)
{
    struct test_section section = section_of_defaults();
    section.config.size = 44;
    config_refused(&section, ERR_CONFIG_SHORT, "size", 44);
}

Test(config_read, refuses_a_size_that_is_not_all_there)
{
    struct test_section section = section_of_defaults();
    section.len = 151;
    config_refused(&section, ERR_CONFIG_SHORT, "size", 152);
}

Test(config_read, ignores_what_lies_behind_the_struct_in_a_larger_section)
{
    struct test_section section = section_of_defaults();
    section.len = 256;
    section.data[152] = 1;
    config_accepted(&section);
}

Test(config_read, takes_a_longer_struct_whose_unknown_tail_is_zero)
{
    struct test_section section = section_of_defaults();
    section.config.size = 200;
    section.len = 200;
    config_accepted(&section);
}

Test(config_read, refuses_a_longer_struct_that_says_something_unknown)
{
    for (u64 offset = 152; offset < 200; offset++) {
        struct test_section section = section_of_defaults();
        section.config.size = 200;
        section.len = 200;
        section.data[offset] = 1;
        config_refused(&section, ERR_CONFIG_ABI_NEWER, "a field past byte 152 of boot_config", offset);
    }
}

Test(config_read, may_ignore_what_lies_at_or_past_must_understand)
{
    struct test_section section = section_of_defaults();
    section.config.size = 200;
    section.len = 200;
    section.config.must_understand = 160;
    section.data[160] = 1;
    config_accepted(&section);
    section.config.must_understand = 161;
    config_refused(&section, ERR_CONFIG_ABI_NEWER, "a field past byte 152 of boot_config", 160);
    section.config.must_understand = UINT32_MAX;
    config_refused(&section, ERR_CONFIG_ABI_NEWER, "a field past byte 152 of boot_config", 160);
}

Test(config_read, honours_known_fields_wherever_must_understand_points)
{
    struct test_section section = section_of_defaults();
    section.config.must_understand = 1;
    section.config.aslr = 3;
    config_refused(&section, ERR_CONFIG_ABI_NEWER, "aslr", 3);
}

Test(config_read, refuses_reserved_bytes_that_are_not_zero)
{
    struct test_section section = section_of_defaults();
    section.config.reserved_28 = 0x80000000;
    config_refused(&section, ERR_CONFIG_ABI_NEWER, "reserved_28", 0x80000000);
    for (u32 i = 0; i < 7; i++) {
        section = section_of_defaults();
        section.config.reserved_145[i] = 9;
        config_refused(&section, ERR_CONFIG_ABI_NEWER, "reserved_145", 9);
    }
}

Test(config_read, goes_on_after_an_error_and_returns_the_first)
{
    struct test_section section = section_of_defaults();
    section.config.reserved_28 = 1;
    section.config.aslr = 9;
    section.config.kernel_stack_size = 1ull << 40;
    section.config.map_ramdisk = MAPPING_NONE;
    cr_assert_eq(section_read(&section).code, ERR_CONFIG_ABI_NEWER);
    cr_assert_eq(section.reported_count, 4);
    cr_assert_str_eq(error_subject(section.reported[0]), "reserved_28");
    cr_assert_str_eq(error_subject(section.reported[1]), "map_ramdisk");
    cr_assert_str_eq(error_subject(section.reported[2]), "aslr");
    cr_assert_str_eq(error_subject(section.reported[3]), "kernel_stack_size");
}

Test(config_fetch, cuts_the_view_where_the_file_ends)
{
    static u8 file[5000], buffer[CONFIG_BYTES_MAX];
    struct reader reader = reader_of_bytes("kernel.elf", (struct bytes) { file, sizeof(file) });
    struct bytes section;
    cr_assert_eq(config_fetch(&reader, 0, buffer, &section).code, ERR_NONE);
    cr_assert_eq(section.len, CONFIG_BYTES_MAX);
    cr_assert_eq(config_fetch(&reader, 4999, buffer, &section).code, ERR_NONE);
    cr_assert_eq(section.len, 1);
    cr_assert_eq(config_fetch(&reader, 5000, buffer, &section).code, ERR_READ_PAST_END);
    cr_assert_eq(config_fetch(&reader, UINT64_MAX, buffer, &section).code, ERR_READ_PAST_END);
}
