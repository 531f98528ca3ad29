/* A reader in front of another that counts what is asked of it, and fails where a test wants it to. */
#ifndef TESTS_UNIT_COMMON_DISK_COUNTED_H
#define TESTS_UNIT_COMMON_DISK_COUNTED_H
#include "common/base/reader.h"

struct counted {
    struct reader reader, inner;
    u64 reads, bytes;
    u64 largest_bytes;           /* of one read                    */
    u64 bad_offset, bad_end;     /* a read that touches these fails */
    u64 watch_offset, watch_end; /* bytes of reads in here ...      */
    u64 watched_bytes;           /* ... are counted                 */
};

/* `counted` must not move while its reader is used. */
void counted_begin(struct counted *counted, struct reader inner);

#endif
