/* The verbs of `lintel`. */
#ifndef TOOLS_TOOL_H
#define TOOLS_TOOL_H
#include "tools/base/report.h"

/* A verb gets its own argument vector: argv[0] is "lintel VERB". */
typedef enum outcome verb_main(int argc, char **argv);
verb_main verb_build, verb_iso, verb_netboot, verb_check, verb_run, verb_test, verb_gdb, verb_new, verb_inspect, verb_extract;

#endif
