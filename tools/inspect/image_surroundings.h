/* What stands around an image's volume: boot code, partition table, boot catalog, and the volume's second FAT. */
#ifndef TOOLS_INSPECT_IMAGE_SURROUNDINGS_H
#define TOOLS_INSPECT_IMAGE_SURROUNDINGS_H
#include "tools/inspect/image_facts.h"

/* Fills in the boot code's facts and the obstacles; tells the sink. */
void image_surroundings_check(struct image_facts *facts, struct error_sink *sink);

#endif
