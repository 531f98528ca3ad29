/* Errors and warnings as they come; the rest of the object is its owner's. */
#include "tools/base/report_json.h"
#include "common/base/text.h"

#define SENTENCE_BYTES 8192 /* a path has up to 4096 */

static void add_error(struct report_listener *listener, struct error error)
{
    struct report_json *json = (struct report_json *)listener;
    const struct json_object object = json_append_object(json->errors);
    char buffer[SENTENCE_BYTES] = "";
    struct text words = TEXT_OF(buffer);
    error_words(error, &words);
    json_add_number(object, "number", error.code);
    json_add_string(object, "text", words.data);
    if (error_subject(error) != NULL)
        json_add_string(object, "subject", error_subject(error));
    json_add_number(object, "value", error.detail);
    json_add_string(object, "hint", error_hint(error));
}

static void add_warning(struct report_listener *listener, const char *text)
{
    struct report_json *json = (struct report_json *)listener;
    json_add_string(json_append_object(json->warnings), "text", text);
}

void report_json_begin(struct report_json *json)
{
    json->listener = (struct report_listener) { add_error, add_warning };
    json->root = json_begin(&json->is_complete);
    json->errors = json_add_array(json->root, "errors");
    json->warnings = json_add_array(json->root, "warnings");
    report_listen(&json->listener);
}

bool report_json_end(struct report_json *json)
{
    report_listen(NULL);
    return json_end(json->root);
}
