/* What `lintel check --json` has beside errors and warnings, by the rules of inspect_json.c. */
#ifndef TOOLS_CHECK_CHECK_JSON_H
#define TOOLS_CHECK_CHECK_JSON_H
#include "common/steps/steps.h"
#include "tools/base/json_object.h"

/* Of a machine that boots. */
void check_json_add_boot(struct json_object root, const struct boot *b, bool wants_plan);

#endif
