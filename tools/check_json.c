/* Errors and warnings as they come; what there is to say of a boot at its end. */
#include "tools/check_json.h"
#include "common/base/text.h"
#include "include/lintel/info.h"
#include "tools/check_plan.h"

#define SENTENCE_BYTES 8192 /* a path has up to 4096 */

static void add_error(struct report_listener *listener, struct error error)
{
    struct check_json *json = (struct check_json *)listener;
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
    struct check_json *json = (struct check_json *)listener;
    json_add_string(json_append_object(json->warnings), "text", text);
}

void check_json_begin(struct check_json *json)
{
    json->listener = (struct report_listener) { add_error, add_warning };
    json->root = json_begin(&json->is_complete);
    json->errors = json_add_array(json->root, "errors");
    json->warnings = json_add_array(json->root, "warnings");
    report_listen(&json->listener);
}

static void add_run(const struct plan_run *run, void *context)
{
    const struct json_object *plan = context;
    const struct json_object object = json_append_object(*plan);
    json_add_hexadecimal(object, "start", run->start_virt);
    json_add_hexadecimal(object, "end", run->end_virt);
    json_add_string(object, "permissions", run->permissions);
    json_add_string(object, "cache", run->cache);
    json_add_string(object, "owner", run->owner);
}

void check_json_add_boot(struct check_json *json, const struct boot *b, bool wants_plan)
{
    const struct json_object boot = json_add_object(json->root, "boot");
    json_add_number(boot, "usable_memory_bytes", memory_map_usable_bytes(&b->memory));
    json_add_hexadecimal(boot, "entry", b->layout.entry_virt);
    json_add_number(boot, "kernel_bytes", b->kernel.end_virt - b->kernel.start_virt);
    json_add_number(boot, "stack_bytes", b->layout.stack_bytes);
    if (!wants_plan)
        return;
    struct json_object plan = json_add_array(json->root, "plan");
    check_plan_each(&b->layout, add_run, &plan);
}

bool check_json_end(struct check_json *json)
{
    report_listen(NULL);
    return json_end(json->root);
}
