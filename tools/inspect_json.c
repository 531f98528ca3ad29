/* `lintel inspect --json`: what people are shown, for programs. Sizes and counts are numbers; addresses are strings in
 * hexadecimal, because many readers of JSON keep only 53 bits of a number; choices and bits are the words that --set takes. */
#include "include/lintel/info.h"
#include "tools/inspect.h"
#include <cjson/cJSON.h>
#include <stdio.h>

/* cJSON's functions that add report a lack of memory by NULL; this remembers it, so that one question at the end is enough. */
struct json_object {
    cJSON *node;
    bool *is_complete;
};

static struct json_object object_of(cJSON *node, bool *is_complete)
{
    if (node == NULL)
        *is_complete = false;
    return (struct json_object) { node, is_complete };
}

static void note(struct json_object object, const cJSON *added)
{
    if (added == NULL)
        *object.is_complete = false;
}

static void add_string(struct json_object object, const char *name, const char *value)
{
    note(object, cJSON_AddStringToObject(object.node, name, value));
}

/* Written digit by digit: cJSON's own numbers are floating. */
static void add_number(struct json_object object, const char *name, u64 value)
{
    char buffer[32] = "";
    struct text text = TEXT_OF(buffer);
    text_add(&text, "%u", value);
    note(object, cJSON_AddRawToObject(object.node, name, text.data));
}

static void add_hexadecimal(struct json_object object, const char *name, u64 value)
{
    char buffer[32] = "";
    struct text text = TEXT_OF(buffer);
    text_add(&text, "%x", value);
    add_string(object, name, text.data);
}

static void add_segment(struct json_object list, const struct elf_segment *segment)
{
    struct json_object object = object_of(cJSON_CreateObject(), list.is_complete);
    char permissions[4];
    inspect_permissions(segment, permissions);
    add_hexadecimal(object, "start", segment->start_virt);
    add_string(object, "permissions", permissions);
    add_number(object, "memory_bytes", segment->memory_bytes);
    add_number(object, "file_bytes", segment->file_bytes);
    add_number(object, "file_offset", segment->file_offset);
    cJSON_AddItemToArray(list.node, object.node);
}

static void add_facts(struct json_object root, const struct elf_facts *facts)
{
    add_string(root, "type", facts->relocatable ? "ET_DYN" : "ET_EXEC");
    add_hexadecimal(root, "entry", facts->entry_virt);
    add_hexadecimal(root, "start", facts->start_virt);
    add_hexadecimal(root, "end", facts->end_virt);
    struct json_object list = object_of(cJSON_AddArrayToObject(root.node, "segments"), root.is_complete);
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
        add_number(object, field->name, config_field_get(&kernel->config, field));
    } else if (inspect_is_as_linked(kernel, field)) {
        add_string(object, field->name, "as linked");
    } else {
        config_field_describe(&kernel->config, field, &text);
        add_string(object, field->name, text.data);
    }
}

static void add_config(struct json_object root, const struct kernel_file *kernel)
{
    add_number(root, "configuration_file_offset", kernel->config_offset);
    struct json_object object = object_of(cJSON_AddObjectToObject(root.node, "configuration"), root.is_complete);
    for (u64 i = 0; i < config_field_count; i++)
        add_field(object, kernel, &config_fields[i]);
}

bool inspect_print_json(const struct kernel_file *kernel, bool is_accepted)
{
    bool is_complete = true;
    struct json_object root = object_of(cJSON_CreateObject(), &is_complete);
    note(root, cJSON_AddBoolToObject(root.node, "accepted", is_accepted));
    if (kernel->has_facts)
        add_facts(root, &kernel->facts);
    if (kernel->has_config)
        add_config(root, kernel);
    char *text = is_complete ? cJSON_Print(root.node) : NULL;
    if (text != NULL)
        puts(text);
    cJSON_free(text);
    cJSON_Delete(root.node);
    return text != NULL;
}
