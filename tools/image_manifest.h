/* The manifest of what goes into an image. */
#ifndef TOOLS_IMAGE_MANIFEST_H
#define TOOLS_IMAGE_MANIFEST_H
#include "config/manifest.h"
#include "tools/image.h"

struct image_manifest {
    char *buffer;
    struct text text;
    struct manifest_file *modules; /* in their order, as many as the input has */
};

/* Reads every file, for its digest. ERR_HOST_DIGEST, ERR_HOST_TOO_MANY_MODULES; to be freed also after an error. */
struct error image_manifest_make(const struct image_input *input, struct image_manifest *manifest);
struct bytes image_manifest_view(const struct image_manifest *manifest);
void image_manifest_free(struct image_manifest *manifest);

#endif
