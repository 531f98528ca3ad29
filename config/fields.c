/* The fields of struct boot_config as a table: what validation, `lintel inspect` and `--set` go by. */
#include "common/base/string.h"
#include "config/parts.h"

#define FIELD(name, kind)                                                                                                        \
    {                                                                                                                            \
#name, offsetof(struct boot_config, name), sizeof(((struct boot_config *)NULL)->name), kind                              \
    }

const struct config_field config_fields[] = {
    FIELD(kernel_stack_size, FIELD_BYTES),
    FIELD(map_kernel_stack, FIELD_MAPPING),
    FIELD(map_kernel_base, FIELD_MAPPING),
    FIELD(map_boot_info, FIELD_MAPPING),
    FIELD(map_framebuffer, FIELD_MAPPING),
    FIELD(map_ramdisk, FIELD_MAPPING),
    FIELD(map_physical_memory, FIELD_MAPPING),
    FIELD(map_page_table_recursive, FIELD_MAPPING),
    FIELD(dynamic_range_start, FIELD_ADDRESS),
    FIELD(dynamic_range_end, FIELD_ADDRESS),
    FIELD(memory_min_bytes, FIELD_BYTES),
    FIELD(cpu_required, FIELD_BITS),
    FIELD(framebuffer_min_width, FIELD_PIXELS),
    FIELD(framebuffer_min_height, FIELD_PIXELS),
    FIELD(framebuffer_required, FIELD_SWITCH),
    FIELD(ramdisk_required, FIELD_SWITCH),
    FIELD(aslr, FIELD_SWITCH),
    FIELD(paging_max_levels, FIELD_LEVELS),
    FIELD(allow_writable_code, FIELD_SWITCH),
    FIELD(log_level, FIELD_LOG_LEVEL),
    FIELD(log_serial, FIELD_SWITCH),
    FIELD(log_screen, FIELD_SWITCH),
    FIELD(log_debugcon, FIELD_SWITCH),
};
const u64 config_field_count = COUNT_OF(config_fields);

/* Where 0 already says it, the field is left out: no smallest memory, no CPU feature, no size of the screen, up to 2^64. */
struct boot_config config_default(void)
{
    struct boot_config config = {
        .abi_major = LINTEL_ABI_MAJOR,
        .abi_minor = LINTEL_ABI_MINOR,
        .size = sizeof(config),
        .kernel_stack_size = CONFIG_STACK_BYTES_DEFAULT,
        .map_kernel_stack = MAPPING_DYNAMIC,
        .map_kernel_base = MAPPING_DYNAMIC,
        .map_boot_info = MAPPING_DYNAMIC,
        .map_framebuffer = MAPPING_DYNAMIC,
        .map_ramdisk = MAPPING_DYNAMIC,
        .map_physical_memory = MAPPING_DYNAMIC,
        .map_page_table_recursive = MAPPING_NONE,
        .dynamic_range_start = CONFIG_DYNAMIC_START_DEFAULT,
        .framebuffer_required = SWITCH_OFF,
        .ramdisk_required = SWITCH_OFF,
        .aslr = SWITCH_OFF,
        .paging_max_levels = CONFIG_LEVELS_DEFAULT,
        .allow_writable_code = SWITCH_OFF,
        .log_level = LOG_LEVEL_INFO,
        .log_serial = SWITCH_ON,
        .log_screen = SWITCH_ON,
        .log_debugcon = SWITCH_ON,
    };
    config_magic_write(config.magic);
    return config;
}

/* The struct is little-endian in memory as in the file: Lintel's hosts and machines are x86_64. */
u64 config_field_get(const struct boot_config *config, const struct config_field *field)
{
    u64 value = 0;
    memcpy(&value, (const u8 *)config + field->offset, field->bytes);
    return value;
}

void config_field_put(struct boot_config *config, const struct config_field *field, u64 value)
{
    memcpy((u8 *)config + field->offset, &value, field->bytes);
}

void config_field_describe(const struct boot_config *config, const struct config_field *field, struct text *text)
{
    u64 value = config_field_get(config, field);
    const char *word = config_word_of(field->kind, value);
    if (word != NULL)
        text_add(text, "%s", word);
    else if (field->kind == FIELD_BYTES)
        text_add(text, "%b", value);
    else if (field->kind == FIELD_BITS)
        config_bits_describe(value, text);
    else if (field->kind == FIELD_PIXELS)
        text_add(text, "%u", value);
    else if (field->kind == FIELD_MAPPING && mapping_is_fixed(value))
        text_add(text, "%x", mapping_virt(value));
    else
        text_add(text, "%x", value);
}
