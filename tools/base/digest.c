/* SHA-256 by libcrypto's EVP interface, which takes the CPU's SHA instructions where there are any. */
#include "tools/base/digest.h"
#include "common/base/checked.h"
#include <openssl/evp.h>

#define CHUNK_BYTES (64 * KIB_BYTES) /* much larger than a cluster, much smaller than a ramdisk */

struct error digest_of_pieces(struct bytes (*next)(void *context), void *context, const char *subject, u8 sha256[SHA256_BYTES])
{
    EVP_MD_CTX *digest = EVP_MD_CTX_new();
    u64 bytes = 0;
    bool good = digest != NULL && EVP_DigestInit_ex(digest, EVP_sha256(), NULL) == 1;
    for (struct bytes piece = next(context); piece.len > 0; piece = next(context)) {
        good = good && EVP_DigestUpdate(digest, piece.data, piece.len) == 1;
        bytes += piece.len;
    }
    good = good && EVP_DigestFinal_ex(digest, sha256, NULL) == 1;
    EVP_MD_CTX_free(digest);
    return good ? OK : error_about(ERR_HOST_DIGEST, subject, bytes);
}

struct parts {
    const struct bytes *each, *end;
};

static struct bytes next_part(void *context)
{
    struct parts *parts = context;
    while (parts->each != parts->end && parts->each->len == 0)
        parts->each++;
    return parts->each != parts->end ? *parts->each++ : (struct bytes) { NULL, 0 };
}

struct error digest_of_parts(const struct bytes *parts, size_t count, const char *subject, u8 sha256[SHA256_BYTES])
{
    return digest_of_pieces(next_part, &(struct parts) { parts, parts + count }, subject, sha256);
}

struct error digest_of(struct bytes data, const char *subject, u8 sha256[SHA256_BYTES])
{
    return digest_of_parts(&data, 1, subject, sha256);
}

struct reading {
    struct reader *file;
    u64 offset;
    struct error error;
    u8 chunk[CHUNK_BYTES];
};

static struct bytes next_chunk(void *context)
{
    struct reading *reading = context;
    const u64 len = min_u64(sizeof(reading->chunk), reading->file->bytes - reading->offset);
    if (len > 0)
        reading->error = reader_read(reading->file, reading->offset, reading->chunk, len);
    if (reading->error.code != ERR_NONE)
        return (struct bytes) { NULL, 0 };
    reading->offset += len;
    return (struct bytes) { reading->chunk, (size_t)len };
}

struct error digest_of_reader(struct reader *file, u8 sha256[SHA256_BYTES])
{
    struct reading reading = { .file = file };
    const struct error digested = digest_of_pieces(next_chunk, &reading, file->name, sha256);
    TRY(reading.error);
    return digested;
}
