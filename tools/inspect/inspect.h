/* The two forms in which `lintel inspect` shows a kernel. */
#ifndef TOOLS_INSPECT_INSPECT_H
#define TOOLS_INSPECT_INSPECT_H
#include "tools/base/json_object.h"
#include "tools/kernel/kernel_file.h"

/* To standard output; of a refused kernel what could be read. */
void inspect_print_text(const struct kernel_file *kernel);

/* The same for programs. */
void inspect_add_json(struct json_object object, const struct kernel_file *kernel, bool is_accepted);

/* "r-x"; a segment can always be read. */
void inspect_permissions(const struct elf_segment *segment, char permissions[4]);

/* Whether the field says nothing about this kernel: a base that only a position-independent one has. */
bool inspect_is_as_linked(const struct kernel_file *kernel, const struct config_field *field);

#endif
