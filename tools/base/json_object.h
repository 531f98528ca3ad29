/* JSON by cJSON, without a question after each value: its functions that add report a lack of memory by NULL, and this remembers
 * it, so that one question at the end is enough. */
#ifndef TOOLS_BASE_JSON_OBJECT_H
#define TOOLS_BASE_JSON_OBJECT_H
#include "common/base/types.h"
#include <cjson/cJSON.h>

struct json_object {
    cJSON *node;
    bool *is_complete; /* one for the whole tree */
};

struct json_object json_begin(bool *is_complete);

/* Prints it to standard output if it is complete, and frees it; false if there was no memory for it. */
bool json_end(struct json_object root);

/* A line of text: what is no UTF-8 in it, and control characters, are left out. */
void json_add_string(struct json_object object, const char *name, const char *value);
void json_add_bool(struct json_object object, const char *name, bool value);

/* Every digit of it; cJSON's own numbers are floating. */
void json_add_number(struct json_object object, const char *name, u64 value);

/* "0x1000": many readers of JSON keep only 53 bits of a number. */
void json_add_hexadecimal(struct json_object object, const char *name, u64 value);

struct json_object json_add_object(struct json_object object, const char *name);
struct json_object json_add_array(struct json_object object, const char *name);
struct json_object json_append_object(struct json_object array);
void json_append_string(struct json_object array, const char *value);

#endif
