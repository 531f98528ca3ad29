/* --set: words, numbers, units, and where a value stops being one. */
#include "tests/unit/config/section.h"

static struct error set(struct test_section *section, const char *assignment)
{
    return config_set(section->data, section->len, assignment);
}

static void sets(const char *assignment, const char *name, u64 expected)
{
    struct test_section section = section_of_defaults();
    cr_assert_eq(set(&section, assignment).code, ERR_NONE, "%s", assignment);
    for (u64 i = 0; i < config_field_count; i++)
        if (strcmp(config_fields[i].name, name) == 0)
            cr_assert_eq(config_field_get(&section.config, &config_fields[i]), expected, "%s", assignment);
}

static void refuses(const char *assignment, enum error_code code, u64 detail)
{
    struct test_section section = section_of_defaults();
    const struct test_section before = section;
    struct error error = set(&section, assignment);
    cr_assert_eq(error.code, code, "%s", assignment);
    cr_assert_str_eq(error_subject(error), assignment);
    cr_assert_eq(error.detail, detail, "%s: %d", assignment, (int)error.detail);
    cr_assert_eq(memcmp(section.data, before.data, sizeof(before.data)), 0);
}

Test(config_set, takes_sizes_with_units)
{
    sets("kernel_stack_size=262144", "kernel_stack_size", 262144);
    sets("kernel_stack_size=256K", "kernel_stack_size", 262144);
    sets("kernel_stack_size=256k", "kernel_stack_size", 262144);
    sets("kernel_stack_size=1M", "kernel_stack_size", 1 << 20);
    sets("memory_min_bytes=3G", "memory_min_bytes", 3ull << 30);
    sets("memory_min_bytes=0x10K", "memory_min_bytes", 16 << 10);
}

Test(config_set, takes_words_for_mappings_and_makes_addresses_fixed)
{
    sets("map_framebuffer=none", "map_framebuffer", MAPPING_NONE);
    sets("map_framebuffer=dynamic", "map_framebuffer", MAPPING_DYNAMIC);
    sets("map_framebuffer=default", "map_framebuffer", 0);
    sets("map_framebuffer=0xFFFFe00000000000", "map_framebuffer", MAPPING_FIXED(0xffffe00000000000));
}

Test(config_set, takes_words_for_choices)
{
    sets("aslr=on", "aslr", SWITCH_ON);
    sets("log_serial=off", "log_serial", SWITCH_OFF);
    sets("log_level=debug", "log_level", LOG_LEVEL_DEBUG);
    sets("paging_max_levels=5", "paging_max_levels", 5);
    sets("kernel_stack_size=default", "kernel_stack_size", 0);
}

Test(config_set, takes_several_words_and_numbers_for_bits)
{
    sets("cpu_required=nx", "cpu_required", CPU_NX);
    sets("cpu_required=nx,la57", "cpu_required", CPU_NX | CPU_LA57);
    sets("cpu_required=0x20,x86-64-v3", "cpu_required", CPU_LA57 | CPU_X86_64_V3);
    sets("cpu_required=0xFFFFFFFFFFFFFFFF", "cpu_required", UINT64_MAX);
    sets("cpu_required=none", "cpu_required", 0);
}

Test(config_set, takes_what_describe_says_of_every_default_but_units)
{
    const struct boot_config defaults = config_default();
    for (u64 i = 0; i < config_field_count; i++) {
        char buffer[128] = "";
        struct text text = TEXT_OF(buffer);
        if (config_fields[i].kind == FIELD_BYTES)
            continue; /* "80 KiB" is for people */
        text_add(&text, "%s=", config_fields[i].name);
        config_field_describe(&defaults, &config_fields[i], &text);
        sets(buffer, config_fields[i].name, config_field_get(&defaults, &config_fields[i]));
    }
}

Test(config_set, refuses_what_is_no_field)
{
    refuses("stack=1", ERR_HOST_SET_FIELD, config_field_count);
    refuses("kernel_stack_siz=1", ERR_HOST_SET_FIELD, config_field_count);
    refuses("=1", ERR_HOST_SET_FIELD, config_field_count);
    refuses("", ERR_HOST_SET_FIELD, config_field_count);
    refuses("size=1", ERR_HOST_SET_FIELD, config_field_count);
}

Test(config_set, says_where_a_value_goes_wrong)
{
    refuses("aslr", ERR_HOST_SET_VALUE, 5);
    refuses("aslr=", ERR_HOST_SET_VALUE, 6);
    refuses("aslr=yes", ERR_HOST_SET_VALUE, 6);
    refuses("aslr=1", ERR_HOST_SET_VALUE, 6);
    refuses("kernel_stack_size=12x", ERR_HOST_SET_VALUE, 21);
    refuses("kernel_stack_size=12Kx", ERR_HOST_SET_VALUE, 22);
    refuses("kernel_stack_size=0x", ERR_HOST_SET_VALUE, 19);
    refuses("kernel_stack_size=-1", ERR_HOST_SET_VALUE, 19);
    refuses("map_ramdisk=0x1001", ERR_HOST_SET_VALUE, 13);
}

Test(config_set, says_which_of_several_words_is_wrong)
{
    refuses("cpu_required=", ERR_HOST_SET_VALUE, 14);
    refuses("cpu_required=nx,", ERR_HOST_SET_VALUE, 17);
    refuses("cpu_required=nx,,la57", ERR_HOST_SET_VALUE, 17);
    refuses("cpu_required=nx,la58", ERR_HOST_SET_VALUE, 17);
    refuses("cpu_required=nx la57", ERR_HOST_SET_VALUE, 14);
    refuses("cpu_required=nx,0x1Z", ERR_HOST_SET_VALUE, 20);
    refuses("cpu_required=nx,00000000000000000000000a", ERR_HOST_SET_VALUE, 17);
    refuses("aslr=on,off", ERR_HOST_SET_VALUE, 6);
}

Test(config_set, refuses_numbers_that_do_not_fit)
{
    sets("framebuffer_min_width=4294967295", "framebuffer_min_width", UINT32_MAX);
    refuses("framebuffer_min_width=4294967296", ERR_HOST_SET_VALUE, 23);
    sets("memory_min_bytes=18446744073709551615", "memory_min_bytes", UINT64_MAX);
    refuses("memory_min_bytes=18446744073709551616", ERR_HOST_SET_VALUE, 18);
    sets("memory_min_bytes=17179869183G", "memory_min_bytes", 17179869183ull << 30);
    refuses("memory_min_bytes=17179869184G", ERR_HOST_SET_VALUE, 18);
}

Test(config_set, refuses_a_field_that_the_kernel_was_compiled_without)
{
    struct test_section section = section_of_defaults();
    section.config.size = 40;
    cr_assert_eq(set(&section, "kernel_stack_size=8K").code, ERR_NONE);
    cr_assert_eq(set(&section, "map_kernel_stack=none").code, ERR_HOST_SET_FIELD);
    section.len = 23;
    cr_assert_eq(set(&section, "kernel_stack_size=8K").code, ERR_HOST_SET_FIELD);
}
