/* SHA-256 by libcrypto's EVP interface, which takes the CPU's SHA instructions where there are any. */
#include "tools/base/digest.h"
#include "common/base/checked.h"
#include <errno.h>
#include <openssl/evp.h>
#include <stdlib.h>

#define CHUNK_BYTES (64 * KIB_BYTES) /* much larger than a cluster, much smaller than a ramdisk */

struct error digest_of_chunks(struct bytes (*next)(void *context), void *context, const char *subject, u8 sha256[SHA256_BYTES])
{
    EVP_MD_CTX *digest = EVP_MD_CTX_new();
    u64 bytes = 0;
    bool good = digest != NULL && EVP_DigestInit_ex(digest, EVP_sha256(), NULL) == 1;
    for (struct bytes chunk = next(context); chunk.len > 0; chunk = next(context)) {
        good = good && EVP_DigestUpdate(digest, chunk.data, chunk.len) == 1;
        bytes += chunk.len;
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
    return digest_of_chunks(next_part, &(struct parts) { parts, parts + count }, subject, sha256);
}

struct error digest_of(struct bytes data, const char *subject, u8 sha256[SHA256_BYTES])
{
    return digest_of_parts(&data, 1, subject, sha256);
}

struct reading {
    struct reader *file;
    u64 offset, end;
    struct error error;
    u8 chunk[CHUNK_BYTES];
};

static struct bytes next_chunk(void *context)
{
    struct reading *reading = context;
    const u64 len = min_u64(sizeof(reading->chunk), reading->end - reading->offset);
    if (len > 0)
        reading->error = reader_read(reading->file, reading->offset, reading->chunk, len);
    if (reading->error.code != ERR_NONE)
        return (struct bytes) { NULL, 0 };
    reading->offset += len;
    return (struct bytes) { reading->chunk, (size_t)len };
}

static struct error digest_of_part(struct reader *file, u64 offset, u64 end, u8 sha256[SHA256_BYTES])
{
    struct reading reading = { .file = file, .offset = offset, .end = end };
    const struct error digested = digest_of_chunks(next_chunk, &reading, file->name, sha256);
    TRY(reading.error);
    return digested;
}

struct error digest_of_reader(struct reader *file, u8 sha256[SHA256_BYTES])
{
    return digest_of_part(file, 0, file->bytes, sha256);
}

static struct error digest_each_piece(struct reader *file, u64 piece_bytes, u8 *digests)
{
    for (u64 offset = 0; offset < file->bytes; offset += piece_bytes, digests += SHA256_BYTES)
        TRY(digest_of_part(file, offset, min_u64(offset + piece_bytes, file->bytes), digests));
    return OK;
}

struct error digest_of_reader_in_pieces(struct reader *file, u64 piece_bytes, u8 sha256[SHA256_BYTES])
{
    const u64 count = align_up(file->bytes, piece_bytes) / piece_bytes;
    u8 *digests = calloc(count + 1, SHA256_BYTES);
    if (digests == NULL)
        return error_about(ERR_HOST_OPEN, file->name, ENOMEM);
    struct error error = digest_each_piece(file, piece_bytes, digests);
    if (error.code == ERR_NONE)
        error = digest_of((struct bytes) { digests, count * SHA256_BYTES }, file->name, sha256);
    free(digests);
    return error;
}
