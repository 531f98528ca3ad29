/* What `lintel build` and `lintel iso` share: an image in a file. */
#ifndef TOOLS_BUILD_H
#define TOOLS_BUILD_H
#include "tools/image/image.h"

#define NO_STREAM_FOR_IMAGES "an image needs a file that can seek, and standard output may be none; ./- is a file"

/* A product's `write`. ERR_HOST_OUTPUT_IS_INPUT, ERR_HOST_FILES_OUTPUT, and what image_write and output_open have. */
struct error build_image(struct image_input *input, const char *output_path, struct text *said);

#endif
