/* The errors and warnings that people read on standard error, for programs: lists in a JSON object. */
#ifndef TOOLS_BASE_REPORT_JSON_H
#define TOOLS_BASE_REPORT_JSON_H
#include "tools/base/json_object.h"
#include "tools/base/report.h"

struct report_json {
    struct report_listener listener; /* first: its functions find the rest behind it */
    bool is_complete;
    struct json_object root, errors, warnings;
};

/* From here to report_json_end it keeps every error and every warning that is reported. */
void report_json_begin(struct report_json *json);

/* Prints it; false: there was no memory for it. */
bool report_json_end(struct report_json *json);

#endif
