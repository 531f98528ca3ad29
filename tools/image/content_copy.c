/* The way that takes the least time. A digest takes longer than reading and writing together: see ADR 16 and ADR 21. */
#include "tools/image/content_copy.h"
#include "tools/image/content_chunks.h"

#define LARGE_BYTES (4 * MIB_BYTES) /* a thread costs a good deal less than this */

static struct error copy_whole(const struct content *content, const struct content_place *place, u8 sha256[SHA256_BYTES])
{
    struct copying copying = { .content = content, .place = place, .end = content->bytes };
    const struct error digested =
        content->bytes < LARGE_BYTES ? content_copy_by_turns(&copying, sha256) : content_copy_ahead(&copying, sha256);
    TRY(copying.error);
    return digested;
}

struct error content_copy(const struct content *content, const struct content_place *place, enum digested how,
                          u8 sha256[SHA256_BYTES])
{
    if (how == DIGESTED_IN_PIECES)
        return content_copy_in_pieces(content, place, sha256);
    return copy_whole(content, place, sha256);
}
