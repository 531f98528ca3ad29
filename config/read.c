/* Section bytes to struct boot_config by the growth rules, so that old and new kernels and loaders understand each other. */
#include "common/base/checked.h"
#include "common/base/string.h"
#include "config/parts.h"

/* Nothing else can be said about bytes that fail here. */
static struct error check_header(struct bytes section)
{
    if (section.len < CONFIG_HEADER_BYTES)
        return error_about(ERR_CONFIG_SHORT, "size", section.len);
    u32 equal = config_magic_match(section.data);
    if (equal < CONFIG_MAGIC_BYTES)
        return error_about(ERR_CONFIG_MAGIC, "magic", equal);
    u16 abi_major = load_u16(section.data + offsetof(struct boot_config, abi_major));
    if (abi_major != LINTEL_ABI_MAJOR)
        return error_about(ERR_CONFIG_ABI_MAJOR, "abi_major", abi_major);
    u32 size = load_u32(section.data + offsetof(struct boot_config, size));
    if (!config_size_is_plausible(size, section.len))
        return error_about(ERR_CONFIG_SHORT, "size", size);
    return OK;
}

/* A shorter struct reads as zeros behind its end. */
static struct boot_config copy_known(struct bytes whole)
{
    struct boot_config config;
    memset(&config, 0, sizeof(config));
    memcpy(&config, whole.data, (size_t)min_u64(whole.len, sizeof(config)));
    return config;
}

/* What a longer struct says behind our end, up to where its kernel allows us to ignore it. */
static struct error check_tail(struct bytes whole, u32 must_understand)
{
    u64 end = must_understand != 0 ? min_u64(whole.len, must_understand) : whole.len;
    for (u64 offset = sizeof(struct boot_config); offset < end; offset++)
        if (whole.data[offset] != 0)
            return error_about(ERR_CONFIG_ABI_NEWER, "a field past byte 152 of boot_config", offset);
    return OK;
}

static struct error check_reserved(const struct boot_config *config)
{
    if (config->reserved_28 != 0)
        return error_about(ERR_CONFIG_ABI_NEWER, "reserved_28", config->reserved_28);
    for (size_t i = 0; i < sizeof(config->reserved_145); i++)
        if (config->reserved_145[i] != 0)
            return error_about(ERR_CONFIG_ABI_NEWER, "reserved_145", config->reserved_145[i]);
    return OK;
}

/* Where 0 is the default's own value, as for memory_min_bytes, nothing changes. */
static void resolve_defaults(struct boot_config *config)
{
    const struct boot_config defaults = config_default();
    for (u64 i = 0; i < config_field_count; i++)
        if (config_field_get(config, &config_fields[i]) == 0)
            config_field_put(config, &config_fields[i], config_field_get(&defaults, &config_fields[i]));
}

struct error config_read(struct bytes section, struct error_sink *sink, struct boot_config *config)
{
    struct error header = check_header(section);
    *config = config_default();
    if (header.code != ERR_NONE) {
        error_report(sink, header);
        return sink->first;
    }
    struct bytes whole = { section.data, load_u32(section.data + offsetof(struct boot_config, size)) };
    *config = copy_known(whole);
    config->size = sizeof(*config);
    error_report(sink, check_tail(whole, config->must_understand));
    error_report(sink, check_reserved(config));
    resolve_defaults(config);
    config_check_values(config, sink);
    if (config->kernel_stack_size <= CONFIG_STACK_BYTES_MAX)
        config->kernel_stack_size = align_up(config->kernel_stack_size, PAGE_BYTES);
    return sink->first;
}

struct error config_fetch(struct reader *kernel, u64 file_offset, u8 *bytes, struct bytes *section)
{
    if (file_offset >= kernel->bytes)
        return error_about(ERR_READ_PAST_END, kernel->name, file_offset);
    u64 len = min_u64(CONFIG_BYTES_MAX, kernel->bytes - file_offset);
    TRY(reader_read(kernel, file_offset, bytes, len));
    *section = (struct bytes) { bytes, (size_t)len };
    return OK;
}
