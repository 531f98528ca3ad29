/* The fuzzer's bytes as the start of a larger disk whose rest is zero, so that small inputs can describe large volumes. */
#ifndef TESTS_FUZZ_SPARSE_H
#define TESTS_FUZZ_SPARSE_H
#include "common/base/reader.h"
#include <string.h>

struct sparse {
    struct reader reader;
    struct bytes start;
};

static struct error sparse_read(struct reader *reader, u64 offset, void *destination, u64 len)
{
    const struct sparse *sparse = reader->context;
    memset(destination, 0, len);
    if (offset < sparse->start.len)
        memcpy(destination, sparse->start.data + offset, min_u64(len, sparse->start.len - offset));
    return OK;
}

static inline void sparse_begin(struct sparse *sparse, struct bytes start, u64 bytes)
{
    sparse->start = start;
    sparse->reader = (struct reader) { .read = sparse_read, .bytes = bytes, .name = "fuzzed disk", .context = sparse };
}

#endif
