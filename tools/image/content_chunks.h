/* What the ways to copy a content have in common: it goes in chunks, each read once, written, and given to whoever digests it. */
#ifndef TOOLS_IMAGE_CONTENT_CHUNKS_H
#define TOOLS_IMAGE_CONTENT_CHUNKS_H
#include "tools/image/content_copy.h"

#define CHUNK_BYTES (128 * KIB_BYTES) /* stays in a core's own cache */

/* A content on its way, or a part of it. */
struct copying {
    const struct content *content;
    const struct content_place *place;
    u64 offset, end;    /* from here to there it is still to be copied */
    struct error error; /* what ended it before its end                */
};

/* Copies the next chunk through `data`, of CHUNK_BYTES, and returns it: empty if there is none, or after an error. */
struct bytes copy_next_chunk(struct copying *copying, u8 *data);

/* Copies and digests by turns: for what is so short that a thread would cost more. */
struct error content_copy_by_turns(struct copying *copying, u8 sha256[SHA256_BYTES]);

/* A thread of its own reads and writes, always a few chunks ahead of the digest, which takes longer than both. */
struct error content_copy_ahead(struct copying *copying, u8 sha256[SHA256_BYTES]);

/* Every processor copies and digests pieces of its own. ERR_HOST_OPEN without memory. */
struct error content_copy_in_pieces(const struct content *content, const struct content_place *place, u8 sha256[SHA256_BYTES]);

#endif
