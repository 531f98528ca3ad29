/* The files of an image's volume, against what its manifest says of them. */
#ifndef TOOLS_INSPECT_IMAGE_FILES_H
#define TOOLS_INSPECT_IMAGE_FILES_H
#include "tools/inspect/image_facts.h"

/* Of an image that has a volume. Fills in the facts about its files and the kernel; tells the sink. */
void image_files_check(struct image_facts *facts, struct error_sink *sink);

#endif
