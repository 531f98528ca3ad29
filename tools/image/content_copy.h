/* A file's bytes into the image, and their digest. */
#ifndef TOOLS_IMAGE_CONTENT_COPY_H
#define TOOLS_IMAGE_CONTENT_COPY_H
#include "config/manifest.h"
#include "tools/base/digest.h"

struct content {
    const char *name; /* for errors */
    int fd;           /* read from its start; its position may be any after it */
    u64 bytes;
};

/* Where it goes: a part of a new file, which is all zero. */
struct content_place {
    const char *name; /* of that file, for errors */
    int fd;
    u64 offset;
};

/* Copies the content and digests it, both at once if it is large. What is zero stays a hole. DIGESTED_NOT: it is digested whole,
 * for nobody. ERR_HOST_WRITE, ERR_HOST_DIGEST, ERR_HOST_OPEN; ERR_HOST_FILE_CHANGED if there are fewer bytes. */
struct error content_copy(const struct content *content, const struct content_place *place, enum digested how,
                          u8 sha256[SHA256_BYTES]);

#endif
