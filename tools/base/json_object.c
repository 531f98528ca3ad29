/* Each function adds one thing and notes whether that worked. */
#include "tools/base/json_object.h"
#include "common/base/text.h"
#include "tools/base/utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* JSON is UTF-8, and what is shown here may be any bytes. NULL: no memory. */
static cJSON *make_string(const char *value)
{
    char *line = strdup(value);
    if (line == NULL)
        return NULL;
    utf8_clean_line(line);
    cJSON *string = cJSON_CreateString(line);
    free(line);
    return string;
}

void json_add_string(struct json_object object, const char *name, const char *value)
{
    if (!cJSON_AddItemToObject(object.node, name, make_string(value)))
        *object.is_complete = false;
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
    append(array, make_string(value));
}
