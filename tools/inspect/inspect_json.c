/* `lintel inspect --json`: what people are shown, for programs. Sizes and counts are numbers; addresses are strings in
 * hexadecimal, because many readers of JSON keep only 53 bits of a number; choices and bits are the words that --set takes. */
#include "include/lintel/info.h"
#include "tools/inspect/inspect.h"

static void add_segment(struct json_object list, const struct elf_segment *segment)
{
    struct json_object object = json_append_object(list);
    char permissions[4];
    inspect_permissions(segment, permissions);
    json_add_hexadecimal(object, "start", segment->start_virt);
    json_add_string(object, "permissions", permissions);
    json_add_number(object, "memory_bytes", segment->memory_bytes);
    json_add_number(object, "file_bytes", segment->file_bytes);
    json_add_number(object, "file_offset", segment->file_offset);
}

static void add_facts(struct json_object root, const struct elf_facts *facts)
{
    json_add_string(root, "type", facts->relocatable ? "ET_DYN" : "ET_EXEC");
    json_add_hexadecimal(root, "entry", facts->entry_virt);
    json_add_hexadecimal(root, "start", facts->start_virt);
    json_add_hexadecimal(root, "end", facts->end_virt);
    struct json_object list = json_add_array(root, "segments");
    for (u64 i = 0; i < facts->segment_count; i++)
        add_segment(list, &facts->segments[i]);
}

static bool is_number(enum field_kind kind)
{
    return kind == FIELD_BYTES || kind == FIELD_PIXELS || kind == FIELD_LEVELS;
}

static void add_field(struct json_object object, const struct kernel_file *kernel, const struct config_field *field)
{
    char buffer[CONFIG_BITS_TEXT_BYTES] = "";
    struct text text = TEXT_OF(buffer);
    if (is_number(field->kind)) {
        json_add_number(object, field->name, config_field_get(&kernel->config, field));
    } else if (inspect_is_as_linked(kernel, field)) {
        json_add_string(object, field->name, "as linked");
    } else {
        config_field_describe(&kernel->config, field, &text);
        json_add_string(object, field->name, text.data);
    }
}

static void add_config(struct json_object root, const struct kernel_file *kernel)
{
    json_add_number(root, "configuration_file_offset", kernel->config_offset);
    struct json_object object = json_add_object(root, "configuration");
    for (u64 i = 0; i < config_field_count; i++)
        add_field(object, kernel, &config_fields[i]);
}

void inspect_add_json(struct json_object object, const struct kernel_file *kernel, bool is_accepted)
{
    json_add_bool(object, "accepted", is_accepted);
    if (kernel->has_facts)
        add_facts(object, &kernel->facts);
    if (kernel->has_config)
        add_config(object, kernel);
}
