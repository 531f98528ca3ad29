/* SHA-256 (FIPS 180-4), of bytes that lie in memory in one piece. */
#ifndef COMMON_BASE_SHA256_H
#define COMMON_BASE_SHA256_H
#include "common/base/bytes.h"

#define SHA256_BYTES 32

void sha256_of(struct bytes data, u8 digest[SHA256_BYTES]);

#endif
