/* SHA-256, from libcrypto. */
#ifndef TOOLS_BASE_DIGEST_H
#define TOOLS_BASE_DIGEST_H
#include "common/base/bytes.h"
#include "common/base/error.h"
#include "common/base/reader.h"

#define SHA256_BYTES 32

/* `subject` names the data in ERR_HOST_DIGEST. */
struct error digest_of(struct bytes data, const char *subject, u8 sha256[SHA256_BYTES]);

/* Of the parts as if they stood in one piece. */
struct error digest_of_parts(const struct bytes *parts, size_t count, const char *subject, u8 sha256[SHA256_BYTES]);

/* Of chunks as `next` gives them, in one. It is asked until it gives an empty one, also if something failed. */
struct error digest_of_chunks(struct bytes (*next)(void *context), void *context, const char *subject, u8 sha256[SHA256_BYTES]);

/* Of all that a reader reads; or what it says when it cannot. */
struct error digest_of_reader(struct reader *file, u8 sha256[SHA256_BYTES]);

/* Of the digests of its pieces, each as long as a power of two says but for the last. */
struct error digest_of_reader_in_pieces(struct reader *file, u64 piece_bytes, u8 sha256[SHA256_BYTES]);

#endif
