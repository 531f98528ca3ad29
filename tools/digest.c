/* SHA-256 by libcrypto's EVP interface, which takes the CPU's SHA instructions where there are any. */
#include "tools/digest.h"
#include "common/base/checked.h"
#include <openssl/evp.h>

#define CHUNK_BYTES (64 * KIB_BYTES) /* much larger than a cluster, much smaller than a ramdisk */

static bool update_all(EVP_MD_CTX *context, const struct bytes *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (EVP_DigestUpdate(context, parts[i].data, parts[i].len) != 1)
            return false;
    return true;
}

struct error digest_of_parts(const struct bytes *parts, size_t count, const char *subject, u8 sha256[SHA256_BYTES])
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool good = context != NULL && EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1 && update_all(context, parts, count) &&
                EVP_DigestFinal_ex(context, sha256, NULL) == 1;
    EVP_MD_CTX_free(context);
    return good ? OK : error_about(ERR_HOST_DIGEST, subject, count > 0 ? parts[0].len : 0);
}

struct error digest_of(struct bytes data, const char *subject, u8 sha256[SHA256_BYTES])
{
    return digest_of_parts(&data, 1, subject, sha256);
}

static struct error update_by_chunks(EVP_MD_CTX *context, struct reader *file)
{
    u8 chunk[CHUNK_BYTES];
    for (u64 offset = 0, len; offset < file->bytes; offset += len) {
        len = min_u64(sizeof(chunk), file->bytes - offset);
        TRY(reader_read(file, offset, chunk, len));
        if (EVP_DigestUpdate(context, chunk, len) != 1)
            return error_about(ERR_HOST_DIGEST, file->name, file->bytes);
    }
    return OK;
}

struct error digest_of_reader(struct reader *file, u8 sha256[SHA256_BYTES])
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    struct error error = error_about(ERR_HOST_DIGEST, file->name, file->bytes);
    if (context != NULL && EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1)
        error = update_by_chunks(context, file);
    if (error.code == ERR_NONE && EVP_DigestFinal_ex(context, sha256, NULL) != 1)
        error = error_about(ERR_HOST_DIGEST, file->name, file->bytes);
    EVP_MD_CTX_free(context);
    return error;
}
