/* The two forms in which `lintel inspect` shows an image. */
#ifndef TOOLS_INSPECT_INSPECT_IMAGE_H
#define TOOLS_INSPECT_INSPECT_IMAGE_H
#include "tools/inspect/image_facts.h"

/* To standard output; of a damaged image what could be read. */
void inspect_image_print_text(const struct image_facts *facts);

/* The same as one JSON object; false: there was no memory for it. */
bool inspect_image_print_json(const struct image_facts *facts);

#endif
