/* What `lintel build` and `lintel iso` share. */
#ifndef TOOLS_BUILD_H
#define TOOLS_BUILD_H
#include "tools/tool.h"

/* All of the verb; `doc` is its --help, as argp wants it. */
enum outcome build_image(const char *doc, bool is_iso, int argc, char **argv);

#endif
