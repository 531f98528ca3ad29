/* tools/base/digest.h without libcrypto: by the loader's own SHA-256. */
#include "tools/base/digest.h"
#include "common/base/sha256.h"
#include <stdlib.h>
#include <string.h>

struct error digest_of(struct bytes data, const char *subject, u8 sha256[SHA256_BYTES])
{
    (void)subject;
    sha256_of(data, sha256);
    return OK;
}

/* That one wants them in one piece. */
struct error digest_of_parts(const struct bytes *parts, size_t count, const char *subject, u8 sha256[SHA256_BYTES])
{
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++)
        bytes += parts[i].len;
    u8 *whole = malloc(bytes + 1);
    if (whole == NULL)
        return error_about(ERR_HOST_DIGEST, subject, bytes);
    size_t filled = 0;
    for (size_t i = 0; i < count; filled += parts[i++].len)
        memcpy(whole + filled, parts[i].data, parts[i].len);
    sha256_of((struct bytes) { whole, bytes }, sha256);
    free(whole);
    return OK;
}

struct error digest_of_chunks(struct bytes (*next)(void *context), void *context, const char *subject, u8 sha256[SHA256_BYTES])
{
    u8 *whole = NULL;
    size_t filled = 0;
    for (struct bytes piece = next(context); piece.len > 0; piece = next(context)) {
        u8 *longer = realloc(whole, filled + piece.len);
        if (longer == NULL)
            return error_about(ERR_HOST_DIGEST, subject, filled);
        memcpy(longer + filled, piece.data, piece.len);
        whole = longer;
        filled += piece.len;
    }
    sha256_of((struct bytes) { whole, filled }, sha256);
    free(whole);
    return OK;
}
