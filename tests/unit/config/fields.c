/* The table of fields agrees with the struct, and its words are those that --set takes. */
#include "config/parts.h"
#include "tests/unit/config/section.h"

Test(config_fields, cover_the_struct_from_its_header_to_its_reserve)
{
    u64 offset = offsetof(struct boot_config, kernel_stack_size);
    for (u64 i = 0; i < config_field_count; i++) {
        cr_assert_eq(config_fields[i].offset, offset, "%s", config_fields[i].name);
        offset += config_fields[i].bytes;
    }
    cr_assert_eq(offset, offsetof(struct boot_config, reserved_145));
}

Test(config_fields, change_nothing_but_themselves)
{
    for (u64 i = 0; i < config_field_count; i++) {
        struct boot_config config = { .abi_major = 0 };
        config_field_put(&config, &config_fields[i], UINT64_MAX);
        for (u64 k = 0; k < config_field_count; k++)
            cr_assert_eq(config_field_get(&config, &config_fields[k]) != 0, i == k);
    }
}

static void describes(const char *name, u64 value, const char *expected)
{
    char buffer[CONFIG_BITS_TEXT_BYTES] = "";
    struct text text = TEXT_OF(buffer);
    struct boot_config config = config_default();
    for (u64 i = 0; i < config_field_count; i++) {
        if (strcmp(config_fields[i].name, name) != 0)
            continue;
        config_field_put(&config, &config_fields[i], value);
        config_field_describe(&config, &config_fields[i], &text);
    }
    cr_assert_str_eq(buffer, expected);
}

Test(config_fields, are_described_in_their_own_units)
{
    describes("kernel_stack_size", 80 * 1024, "80 KiB");
    describes("memory_min_bytes", 0, "none");
    describes("map_framebuffer", MAPPING_NONE, "none");
    describes("map_framebuffer", MAPPING_DYNAMIC, "dynamic");
    describes("map_framebuffer", MAPPING_FIXED(0xffffe00000000000), "0xffffe00000000000");
    describes("dynamic_range_start", 0x1000, "0x1000");
    describes("dynamic_range_end", 0, "2^64");
    describes("cpu_required", 0, "none");
    describes("cpu_required", CPU_X86_64_V2, "x86-64-v2");
    describes("cpu_required", CPU_NX | CPU_LA57 | CPU_RDSEED, "nx,la57,rdseed");
    describes("framebuffer_min_width", 1024, "1024");
    describes("framebuffer_min_width", 0, "any");
    describes("aslr", SWITCH_ON, "on");
    describes("aslr", SWITCH_OFF, "off");
    describes("paging_max_levels", 5, "5");
    describes("log_level", LOG_LEVEL_WARNING, "warning");
}

Test(config_fields, describe_unknown_values_as_numbers)
{
    describes("aslr", 200, "0xc8");
    describes("map_framebuffer", 0x1004, "0x1004");
    describes("cpu_required", 1ull << 63, "0x8000000000000000");
    describes("cpu_required", 1ull << 63 | CPU_SMEP, "smep,0x8000000000000000");
}

/* With all bits there are: what does not fit would be cut. */
Test(config_fields, have_room_for_every_bit)
{
    char buffer[CONFIG_BITS_TEXT_BYTES] = "";
    struct text text = TEXT_OF(buffer);
    config_bits_describe(UINT64_MAX, &text);
    cr_assert_lt(text.len, sizeof(buffer) - 1);
    cr_assert_str_eq(strrchr(buffer, ','), ",0xfffffffffff80000");
}

Test(config_magic, is_the_contracts)
{
    static const u8 magic[16] = BOOT_CONFIG_MAGIC;
    u8 written[16];
    config_magic_write(written);
    cr_assert_eq(memcmp(written, magic, 16), 0);
    cr_assert_eq(config_magic_match(magic), 16);
}
