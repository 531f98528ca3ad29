/* Values and cross-field rules: for each limit the last value that is taken and the first that is refused. */
#include "tests/unit/config/section.h"

#define FIXED(virt) mapping_fixed(virt)

static void put(struct test_section *section, const char *name, u64 value)
{
    for (u64 i = 0; i < config_field_count; i++)
        if (strcmp(config_fields[i].name, name) == 0)
            config_field_put(&section->config, &config_fields[i], value);
}

static void takes(const char *name, u64 value)
{
    struct test_section section = section_of_defaults();
    put(&section, name, value);
    config_accepted(&section);
}

static void refuses(const char *name, u64 value, enum error_code code, u64 detail)
{
    struct test_section section = section_of_defaults();
    put(&section, name, value);
    config_refused(&section, code, name, detail);
}

Test(config_rules, know_two_positions_of_a_switch)
{
    for (u64 i = 0; i < config_field_count; i++) {
        if (config_fields[i].kind != FIELD_SWITCH)
            continue;
        takes(config_fields[i].name, SWITCH_ON);
        takes(config_fields[i].name, SWITCH_OFF);
        refuses(config_fields[i].name, 3, ERR_CONFIG_ABI_NEWER, 3);
        refuses(config_fields[i].name, 255, ERR_CONFIG_ABI_NEWER, 255);
    }
}

Test(config_rules, know_five_log_levels)
{
    takes("log_level", LOG_LEVEL_OFF);
    takes("log_level", LOG_LEVEL_DEBUG);
    refuses("log_level", 6, ERR_CONFIG_ABI_NEWER, 6);
}

Test(config_rules, know_four_and_five_paging_levels)
{
    takes("paging_max_levels", 4);
    takes("paging_max_levels", 5);
    refuses("paging_max_levels", 3, ERR_CONFIG_ABI_NEWER, 3);
    refuses("paging_max_levels", 6, ERR_CONFIG_ABI_NEWER, 6);
}

Test(config_rules, know_the_cpu_bits_up_to_rdseed)
{
    takes("cpu_required", CPU_X86_64_V2);
    takes("cpu_required", (CPU_RDSEED << 1) - 1);
    refuses("cpu_required", CPU_RDSEED << 1, ERR_CONFIG_ABI_NEWER, CPU_RDSEED << 1);
    refuses("cpu_required", UINT64_MAX, ERR_CONFIG_ABI_NEWER, -(CPU_RDSEED << 1));
    refuses("cpu_required", 1ull << 63, ERR_CONFIG_ABI_NEWER, 1ull << 63);
}

Test(config_rules, limit_the_stack_to_1_gib)
{
    takes("kernel_stack_size", 1);
    takes("kernel_stack_size", 1ull << 30);
    refuses("kernel_stack_size", (1ull << 30) + 1, ERR_CONFIG_STACK_SIZE, (1ull << 30) + 1);
    refuses("kernel_stack_size", UINT64_MAX, ERR_CONFIG_STACK_SIZE, UINT64_MAX);
}

Test(config_rules, leave_sizes_of_memory_and_screen_to_the_machine)
{
    takes("memory_min_bytes", UINT64_MAX);
    takes("framebuffer_min_width", UINT32_MAX);
    takes("framebuffer_min_height", UINT32_MAX);
}

Test(config_rules, allow_none_where_the_kernel_can_do_without)
{
    takes("map_framebuffer", MAPPING_NONE);
    takes("map_physical_memory", MAPPING_NONE);
    takes("map_page_table_recursive", MAPPING_NONE);
    refuses("map_kernel_stack", MAPPING_NONE, ERR_CONFIG_MAPPING_KIND, MAPPING_NONE);
    refuses("map_kernel_base", MAPPING_NONE, ERR_CONFIG_MAPPING_KIND, MAPPING_NONE);
    refuses("map_boot_info", MAPPING_NONE, ERR_CONFIG_MAPPING_KIND, MAPPING_NONE);
    refuses("map_ramdisk", MAPPING_NONE, ERR_CONFIG_MAPPING_KIND, MAPPING_NONE);
}

Test(config_rules, take_dynamic_and_fixed_in_every_mapping)
{
    for (u64 i = 0; i < config_field_count; i++) {
        if (config_fields[i].kind != FIELD_MAPPING)
            continue;
        takes(config_fields[i].name, MAPPING_DYNAMIC);
        takes(config_fields[i].name, MAPPING_FIXED(0xffffe00000000000));
    }
}

Test(config_rules, refuse_an_address_without_mapping_fixed)
{
    refuses("map_kernel_stack", 0xffffe00000000000, ERR_CONFIG_MAPPING_ALIGN, 0xffffe00000000000);
    refuses("map_kernel_stack", 0xffffe00000000001, ERR_CONFIG_MAPPING_ALIGN, 0xffffe00000000001);
    refuses("map_kernel_stack", 0xffffe00000000002, ERR_CONFIG_MAPPING_ALIGN, 0xffffe00000000002);
    refuses("map_kernel_stack", 0xffffe00000000123, ERR_CONFIG_MAPPING_ALIGN, 0xffffe00000000123);
    refuses("map_kernel_stack", 4, ERR_CONFIG_MAPPING_ALIGN, 4);
}

Test(config_rules, call_an_unknown_mapping_of_a_newer_kernel_newer)
{
    struct test_section section = section_of_defaults();
    section.config.abi_minor = 1;
    section.config.map_kernel_stack = 0x1004;
    config_refused(&section, ERR_CONFIG_ABI_NEWER, "map_kernel_stack", 0x1004);
}

Test(config_rules, never_map_page_zero)
{
    takes("map_kernel_stack", FIXED(0x1000));
    refuses("map_kernel_stack", FIXED(0), ERR_CONFIG_MAPPING_PAGE_ZERO, 0);
    refuses("map_physical_memory", FIXED(0), ERR_CONFIG_MAPPING_PAGE_ZERO, 0);
}

Test(config_rules, want_addresses_of_48_bits_with_4_levels)
{
    takes("map_ramdisk", FIXED(0x00007ffffffff000));
    refuses("map_ramdisk", FIXED(0x0000800000000000), ERR_CONFIG_MAPPING_CANONICAL, 0x0000800000000000);
    refuses("map_ramdisk", FIXED(0xffff7ffffffff000), ERR_CONFIG_MAPPING_CANONICAL, 0xffff7ffffffff000);
    takes("map_ramdisk", FIXED(0xffff800000000000));
    takes("map_ramdisk", FIXED(0xfffffffffffff000));
}

Test(config_rules, want_addresses_of_57_bits_with_5_levels)
{
    struct test_section section = section_of_defaults();
    section.config.paging_max_levels = 5;
    section.config.map_ramdisk = FIXED(0x00fffffffffff000);
    config_accepted(&section);
    section.config.map_ramdisk = FIXED(0x0100000000000000);
    config_refused(&section, ERR_CONFIG_MAPPING_CANONICAL, "map_ramdisk", 0x0100000000000000);
    section.config.map_ramdisk = FIXED(0xfefffffffffff000);
    config_refused(&section, ERR_CONFIG_MAPPING_CANONICAL, "map_ramdisk", 0xfefffffffffff000);
    section.config.map_ramdisk = FIXED(0xff00000000000000);
    config_accepted(&section);
}

Test(config_rules, with_five_levels_want_the_recursive_mapping_in_a_slot_of_256_tib)
{
    struct test_section section = section_of_defaults();
    section.config.paging_max_levels = 5;
    section.config.map_page_table_recursive = FIXED(0xff42000000000000);
    config_accepted(&section);
    section.config.map_page_table_recursive = FIXED(0xff42008000000000);
    config_refused(&section, ERR_CONFIG_RECURSIVE_SLOT, "map_page_table_recursive", 0xff42008000000000);
}

Test(config_rules, want_the_recursive_mapping_in_a_slot_of_512_gib)
{
    takes("map_page_table_recursive", FIXED(0x8000000000));
    refuses("map_page_table_recursive", FIXED(0x8000001000), ERR_CONFIG_RECURSIVE_SLOT, 0x8000001000);
    takes("map_page_table_recursive", FIXED(0xffffff8000000000));
    refuses("map_page_table_recursive", FIXED(0xffffff7ffffff000), ERR_CONFIG_RECURSIVE_SLOT, 0xffffff7ffffff000);
}

Test(config_rules, limit_the_start_of_the_dynamic_range)
{
    struct test_section section = section_of_defaults();
    section.config.dynamic_range_end = 0x800000000000;
    section.config.dynamic_range_start = 0x1000;
    config_accepted(&section);
    section.config.dynamic_range_start = 0x0fff;
    config_refused(&section, ERR_CONFIG_DYNAMIC_RANGE, "dynamic_range_start", 0x0fff);
    section.config.dynamic_range_start = 0x1001;
    config_refused(&section, ERR_CONFIG_DYNAMIC_RANGE, "dynamic_range_start", 0x1001);
    section.config.dynamic_range_start = 0x800000000000;
    config_refused(&section, ERR_CONFIG_DYNAMIC_RANGE, "dynamic_range_start", 0x800000000000);
}

Test(config_rules, limit_the_end_of_the_dynamic_range)
{
    takes("dynamic_range_end", 0xfffffffffffff000);
    takes("dynamic_range_end", 0xffff800000001000);
    refuses("dynamic_range_end", 0xffff800000000000, ERR_CONFIG_DYNAMIC_RANGE, 0xffff800000000000);
    refuses("dynamic_range_end", 0xffff800000001001, ERR_CONFIG_DYNAMIC_RANGE, 0xffff800000001001);
}

Test(config_rules, refuse_a_dynamic_range_that_crosses_the_hole)
{
    struct test_section section = section_of_defaults();
    section.config.dynamic_range_start = 0x7ffffffff000;
    section.config.dynamic_range_end = 0x800000000000;
    config_accepted(&section);
    section.config.dynamic_range_end = 0; /* 2^64 */
    config_refused(&section, ERR_CONFIG_DYNAMIC_RANGE, "dynamic_range_end", 0);
    section.config.dynamic_range_end = 0xffff800000001000;
    config_refused(&section, ERR_CONFIG_DYNAMIC_RANGE, "dynamic_range_end", 0xffff800000001000);
}

Test(config_rules, refuse_an_empty_dynamic_range)
{
    struct test_section section = section_of_defaults();
    section.config.dynamic_range_start = 0x5000;
    section.config.dynamic_range_end = 0x6000;
    config_accepted(&section);
    section.config.dynamic_range_end = 0x5000;
    config_refused(&section, ERR_CONFIG_DYNAMIC_RANGE, "dynamic_range_end", 0x5000);
    section.config.dynamic_range_end = 0x4000;
    config_refused(&section, ERR_CONFIG_DYNAMIC_RANGE, "dynamic_range_end", 0x4000);
}

static struct error check_base(u64 base_virt, bool relocatable)
{
    struct boot_config config = config_default();
    struct elf_facts facts = { .relocatable = relocatable, .start_virt = 0x1000, .align_bytes = 0x200000 };
    struct error_sink sink = { .first = OK };
    config.map_kernel_base = base_virt == 0 ? MAPPING_DYNAMIC : FIXED(base_virt);
    return config_check_kernel(&config, &facts, &sink);
}

Test(config_check_kernel, takes_a_fixed_base_for_a_pie_only)
{
    cr_assert_eq(check_base(0, false).code, ERR_NONE);
    cr_assert_eq(check_base(0, true).code, ERR_NONE);
    cr_assert_eq(check_base(0xffffffff80000000, true).code, ERR_NONE);
    struct error error = check_base(0xffffffff80000000, false);
    cr_assert_eq(error.code, ERR_CONFIG_FIXED_BASE);
    cr_assert_str_eq(error_subject(error), "map_kernel_base");
    cr_assert_eq(error.detail, 0xffffffff80000000);
}

/* Wherever in its alignment the kernel starts: the loader adds that to the base. */
Test(config_check_kernel, wants_a_base_of_the_kernels_alignment)
{
    cr_assert_eq(check_base(0xffffffff80200000, true).code, ERR_NONE);
    struct error error = check_base(0xffffffff80201000, true);
    cr_assert_eq(error.code, ERR_CONFIG_BASE_ALIGN);
    cr_assert_str_eq(error_subject(error), "map_kernel_base");
    cr_assert_eq(error.detail, 0xffffffff80201000);
}
