/* What a configuration may say: the values of its fields, what ties fields together, and what ties them to the kernel's file. */
#include "common/base/checked.h"
#include "config/parts.h"

static bool may_be_none(const struct config_field *field)
{
    return field->offset == offsetof(struct boot_config, map_framebuffer) ||
           field->offset == offsetof(struct boot_config, map_physical_memory) ||
           field->offset == offsetof(struct boot_config, map_page_table_recursive);
}

/* A word of no known kind is a later ABI's if the kernel says that it speaks one, else an address without MAPPING_FIXED. */
static struct error unknown_mapping(const struct boot_config *config, const struct config_field *field, u64 value)
{
    bool is_newer = config->abi_minor > LINTEL_ABI_MINOR;
    return error_about(is_newer ? ERR_CONFIG_ABI_NEWER : ERR_CONFIG_MAPPING_ALIGN, field->name, value);
}

static struct error check_fixed(const struct boot_config *config, const struct config_field *field, u64 virt)
{
    if (virt == 0)
        return error_about(ERR_CONFIG_MAPPING_PAGE_ZERO, field->name, virt);
    if (!address_is_canonical(virt, config->paging_max_levels))
        return error_about(ERR_CONFIG_MAPPING_CANONICAL, field->name, virt);
    if (field->offset == offsetof(struct boot_config, map_page_table_recursive) &&
        !is_aligned(virt, slot_bytes(config->paging_max_levels)))
        return error_about(ERR_CONFIG_RECURSIVE_SLOT, field->name, virt);
    return OK;
}

static struct error check_mapping(const struct boot_config *config, const struct config_field *field, u64 value)
{
    if (mapping_is_fixed(value))
        return check_fixed(config, field, mapping_virt(value));
    if (value == MAPPING_NONE && !may_be_none(field))
        return error_about(ERR_CONFIG_MAPPING_KIND, field->name, value);
    if (value != MAPPING_NONE && value != MAPPING_DYNAMIC)
        return unknown_mapping(config, field, value);
    return OK;
}

static struct error check_range(const struct config_field *field, u64 value, u64 lowest, u64 highest)
{
    if (value < lowest || value > highest)
        return error_about(ERR_CONFIG_ABI_NEWER, field->name, value);
    return OK;
}

static struct error check_bits(const struct config_field *field, u64 value)
{
    const u64 unknown = value & ~config_known_bits();
    return unknown != 0 ? error_about(ERR_CONFIG_ABI_NEWER, field->name, unknown) : OK;
}

/* Sizes, addresses and pixels have no rule of their own; those of the stack and of the dynamic range follow below. */
static struct error check_value(const struct boot_config *config, const struct config_field *field)
{
    u64 value = config_field_get(config, field);
    switch (field->kind) {
    case FIELD_MAPPING:
        return check_mapping(config, field, value);
    case FIELD_SWITCH:
        return check_range(field, value, SWITCH_ON, SWITCH_OFF);
    case FIELD_LOG_LEVEL:
        return check_range(field, value, LOG_LEVEL_OFF, LOG_LEVEL_DEBUG);
    case FIELD_LEVELS:
        return check_range(field, value, CONFIG_LEVELS_DEFAULT, CONFIG_LEVELS_MAX);
    case FIELD_BITS:
        return check_bits(field, value);
    default:
        return OK;
    }
}

static struct error check_stack(const struct boot_config *config)
{
    if (config->kernel_stack_size > CONFIG_STACK_BYTES_MAX)
        return error_about(ERR_CONFIG_STACK_SIZE, "kernel_stack_size", config->kernel_stack_size);
    return OK;
}

static struct error check_dynamic_start(const struct boot_config *config)
{
    u64 start = config->dynamic_range_start;
    if (start < CONFIG_DYNAMIC_START_MIN || !is_aligned(start, PAGE_BYTES) ||
        !address_is_canonical(start, config->paging_max_levels))
        return error_about(ERR_CONFIG_DYNAMIC_RANGE, "dynamic_range_start", start);
    return OK;
}

/* The end is exclusive, and 0 is 2^64: the last byte of the range is what must be an address. */
static struct error check_dynamic_end(const struct boot_config *config)
{
    u64 end = config->dynamic_range_end;
    if (!is_aligned(end, PAGE_BYTES) || !address_is_canonical(end - 1, config->paging_max_levels))
        return error_about(ERR_CONFIG_DYNAMIC_RANGE, "dynamic_range_end", end);
    return OK;
}

static struct error check_dynamic_range(const struct boot_config *config)
{
    u64 start = config->dynamic_range_start, last = config->dynamic_range_end - 1;
    TRY(check_dynamic_start(config));
    TRY(check_dynamic_end(config));
    if (last < start || start >> 63 != last >> 63)
        return error_about(ERR_CONFIG_DYNAMIC_RANGE, "dynamic_range_end", config->dynamic_range_end);
    return OK;
}

void config_check_values(const struct boot_config *config, struct error_sink *sink)
{
    for (u64 i = 0; i < config_field_count; i++)
        error_report(sink, check_value(config, &config_fields[i]));
    error_report(sink, check_stack(config));
    error_report(sink, check_dynamic_range(config));
}

static struct error check_base(const struct boot_config *config, const struct elf_facts *facts)
{
    if (!mapping_is_fixed(config->map_kernel_base))
        return OK;
    u64 base_virt = mapping_virt(config->map_kernel_base);
    if (!facts->relocatable)
        return error_about(ERR_CONFIG_FIXED_BASE, "map_kernel_base", base_virt);
    if (!is_aligned(base_virt, facts->align_bytes))
        return error_about(ERR_CONFIG_BASE_ALIGN, "map_kernel_base", base_virt);
    return OK;
}

struct error config_check_kernel(const struct boot_config *config, const struct elf_facts *facts, struct error_sink *sink)
{
    error_report(sink, check_base(config, facts));
    return sink->first;
}
