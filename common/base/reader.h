/* Random access to bytes that are not in memory: a disk, a partition, a file. Everything that parses outside data reads
 * through this one type, so the same parser runs on a BIOS disk, a UEFI file and a buffer in a unit test. */
#ifndef COMMON_BASE_READER_H
#define COMMON_BASE_READER_H
#include "common/base/bytes.h"
#include "common/base/error.h"

struct reader {
    /* Reads exactly `len` bytes at `offset`; the range was checked against `bytes` by reader_read. */
    struct error (*read)(struct reader *reader, u64 offset, void *destination, u64 len);
    u64 bytes;        /* how many there are                                        */
    const char *name; /* for error messages: "/boot/kernel.elf", "boot disk"       */
    void *context;    /* the implementation's: a volume, a firmware handle, a view */
    u64 state[4];     /* the implementation's: first cluster, position, ...        */
};

/* Fails with ERR_READ_PAST_END (subject: the reader's name, detail: the offset where the range ends), else as the reader does. */
struct error reader_read(struct reader *reader, u64 offset, void *destination, u64 len);

/* A reader over bytes in memory. `data` must outlive it. */
struct reader reader_of_bytes(const char *name, struct bytes data);

/* A reader over a part of another, such as a partition. `whole` must outlive it. Fails with ERR_READ_PAST_END. */
struct error reader_of_part(struct reader *whole, const char *name, u64 offset, u64 len, struct reader *part);

#endif
