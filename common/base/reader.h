/* Random access to bytes that are not in memory: a disk, a partition, a file. Everything that parses outside data reads
 * through this one type, so the same parser runs on a BIOS disk, a UEFI file and a buffer in a unit test. */
#ifndef COMMON_BASE_READER_H
#define COMMON_BASE_READER_H
#include "common/base/bytes.h"
#include "common/base/error.h"

/* A server that does not say how long a file is: see reader_read_whole. */
#define READER_BYTES_UNKNOWN UINT64_MAX

struct reader {
    /* Reads exactly `len` bytes at `offset`; the range was checked against `bytes` by reader_read. One that comes whole is read
     * from 0, into room for `len` bytes; it says in `bytes` how many it had, and ERR_FILE_SIZE if that was more. */
    struct error (*read)(struct reader *reader, u64 offset, void *destination, u64 len);
    u64 bytes;        /* how many there are, or READER_BYTES_UNKNOWN               */
    bool comes_whole; /* it cannot seek: there is reader_read_whole, once          */
    const char *name; /* for error messages: "/boot/kernel.elf", "boot disk"       */
    void *context;    /* the implementation's: a volume, a firmware handle, a view */
    u64 state[4];     /* the implementation's: first cluster, position, ...        */
};

/* Fails with ERR_READ_PAST_END (subject: the reader's name, detail: the offset where the range ends), else as the reader does. */
struct error reader_read(struct reader *reader, u64 offset, void *destination, u64 len);

/* All that there is, in one pass, into room for `capacity` bytes: the one read of a reader that comes whole. `reader->bytes` is
 * known afterwards. ERR_FILE_SIZE, with the size as far as it is known, if that is more than `capacity`; else as the reader does.
 */
struct error reader_read_whole(struct reader *reader, void *destination, u64 capacity);

/* A reader over bytes in memory. `data` must outlive it. */
struct reader reader_of_bytes(const char *name, struct bytes data);

/* A reader over a part of another, such as a partition. `whole` must outlive it. Fails with ERR_READ_PAST_END. */
struct error reader_of_part(struct reader *whole, const char *name, u64 offset, u64 len, struct reader *part);

#endif
