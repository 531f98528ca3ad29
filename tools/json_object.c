/* Each function adds one thing and notes whether that worked. */
#include "tools/json_object.h"
#include "common/base/text.h"
#include <stdio.h>

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

struct json_object json_begin(bool *is_complete)
{
    *is_complete = true;
    return object_of(cJSON_CreateObject(), is_complete);
}

bool json_end(struct json_object root)
{
    char *text = *root.is_complete ? cJSON_Print(root.node) : NULL;
    const bool is_printed = text != NULL;
    if (is_printed)
        puts(text);
    cJSON_free(text);
    cJSON_Delete(root.node);
    return is_printed;
}

void json_add_string(struct json_object object, const char *name, const char *value)
{
    note(object, cJSON_AddStringToObject(object.node, name, value));
}

void json_add_bool(struct json_object object, const char *name, bool value)
{
    note(object, cJSON_AddBoolToObject(object.node, name, value));
}

void json_add_number(struct json_object object, const char *name, u64 value)
{
    char buffer[32] = "";
    struct text text = TEXT_OF(buffer);
    text_add(&text, "%u", value);
    note(object, cJSON_AddRawToObject(object.node, name, text.data));
}

void json_add_hexadecimal(struct json_object object, const char *name, u64 value)
{
    char buffer[32] = "";
    struct text text = TEXT_OF(buffer);
    text_add(&text, "%x", value);
    json_add_string(object, name, text.data);
}

struct json_object json_add_object(struct json_object object, const char *name)
{
    return object_of(cJSON_AddObjectToObject(object.node, name), object.is_complete);
}

struct json_object json_add_array(struct json_object object, const char *name)
{
    return object_of(cJSON_AddArrayToObject(object.node, name), object.is_complete);
}

static void append(struct json_object array, cJSON *value)
{
    if (!cJSON_AddItemToArray(array.node, value))
        *array.is_complete = false;
}

struct json_object json_append_object(struct json_object array)
{
    struct json_object object = object_of(cJSON_CreateObject(), array.is_complete);
    append(array, object.node);
    return object;
}

void json_append_string(struct json_object array, const char *value)
{
    append(array, cJSON_CreateString(value));
}
