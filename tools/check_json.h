/* What `lintel check --json` prints: the verdict as one JSON object, by the rules of inspect_json.c. */
#ifndef TOOLS_CHECK_JSON_H
#define TOOLS_CHECK_JSON_H
#include "common/steps/steps.h"
#include "tools/json_object.h"
#include "tools/tool.h"

struct check_json {
    struct report_listener listener; /* first: its functions find the rest behind it */
    bool is_complete;
    struct json_object root, errors, warnings;
};

/* From here to check_json_end it keeps every error and every warning that is reported. */
void check_json_begin(struct check_json *json);

/* Of a machine that boots. */
void check_json_add_boot(struct check_json *json, const struct boot *b, bool wants_plan);

/* Prints it; false: there was no memory for it. */
bool check_json_end(struct check_json *json);

#endif
