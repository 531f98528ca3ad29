/* The manifest of what goes into an image. */
#ifndef TOOLS_IMAGE_IMAGE_MANIFEST_H
#define TOOLS_IMAGE_IMAGE_MANIFEST_H
#include "config/manifest.h"
#include "tools/image/image.h"

/* How a file of that size is digested. What the loader is to verify it digests whole: see ADR 21. */
enum digested image_manifest_digested(u64 bytes, bool verify);

struct image_manifest {
    char *buffer;
    struct text text;
    struct manifest described; /* its modules are in their order, as many as the input has */
};

/* As long as it will be, but with digests that are zero. Whoever copies the files puts theirs into `described`, and then the text
 * is written again. ERR_HOST_TOO_MANY_MODULES; to be freed also after an error. */
struct error image_manifest_plan(const struct image_input *input, struct image_manifest *manifest);
void image_manifest_write(struct image_manifest *manifest);

/* Where nobody copies them and the loader verifies: reads every file, for its digest, and writes the text again. ERR_HOST_DIGEST.
 */
struct error image_manifest_digest(const struct image_input *input, struct image_manifest *manifest);

struct bytes image_manifest_view(const struct image_manifest *manifest);
void image_manifest_free(struct image_manifest *manifest);

#endif
