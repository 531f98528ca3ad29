/* Whether an image would boot by each door, on a machine that has what its kernel asks for. */
#ifndef TOOLS_INSPECT_IMAGE_DOORS_H
#define TOOLS_INSPECT_IMAGE_DOORS_H
#include "tools/inspect/image_facts.h"

/* Fills in the refusals; tells the sink what it has not heard yet. */
void image_doors_judge(struct image_facts *facts, struct error_sink *sink);

#endif
