/* A chunk is read once, written, and digested. A digest takes longer than both others: where the file is large a thread of its
 * own reads and writes, always a few chunks ahead of the digest. See ADR 16. */
#include "tools/image/content_copy.h"
#include "common/base/checked.h"
#include "tools/base/host_file.h"
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <string.h>
#include <unistd.h>

#define CHUNK_BYTES  (128 * KIB_BYTES) /* stays in a core's own cache */
#define CHUNKS_AHEAD 4
#define LARGE_BYTES  (4 * MIB_BYTES) /* a thread costs a good deal less than this */
#define BLOCK_BYTES  (4 * KIB_BYTES) /* what a file system makes holes of */

struct copying {
    const struct content *content;
    const struct content_place *place;
    u64 offset;         /* until here it is copied    */
    struct error error; /* what ended it before its end */
};

/* Chunks on their way from one thread to the other. */
struct belt {
    struct copying *copying;
    u8 data[CHUNKS_AHEAD][CHUNK_BYTES];
    struct bytes chunks[CHUNKS_AHEAD]; /* empty: that was all */
    sem_t free, filled;
    u64 taken;
};

static struct error read_chunk(const struct content *content, u64 offset, u8 *chunk, u64 len)
{
    while (len > 0) {
        const ssize_t got = pread(content->fd, chunk, len, (off_t)offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_about(ERR_HOST_OPEN, content->name, (u64)errno);
        if (got == 0)
            return error_about(ERR_HOST_FILE_CHANGED, content->name, content->bytes);
        chunk += got;
        offset += (u64)got;
        len -= (u64)got;
    }
    return OK;
}

static bool is_zero(struct bytes chunk)
{
    return chunk.len == 0 || (chunk.data[0] == 0 && memcmp(chunk.data, chunk.data + 1, chunk.len - 1) == 0);
}

/* Without the zeros at its start, which the place has already. */
static struct error write_chunk(const struct content_place *place, u64 offset, struct bytes chunk)
{
    struct bytes block;
    while (bytes_slice(chunk, 0, BLOCK_BYTES, &block) && is_zero(block)) {
        chunk = (struct bytes) { chunk.data + BLOCK_BYTES, chunk.len - BLOCK_BYTES };
        offset += BLOCK_BYTES;
    }
    return is_zero(chunk) ? OK : descriptor_write(place->fd, place->name, place->offset + offset, chunk);
}

static struct error copy_chunk(const struct copying *copying, u8 *data, u64 len)
{
    TRY(read_chunk(copying->content, copying->offset, data, len));
    return write_chunk(copying->place, copying->offset, (struct bytes) { data, (size_t)len });
}

/* Copies the next chunk through `data` and returns it: empty if there is none, or after an error. */
static struct bytes copy_next(struct copying *copying, u8 *data)
{
    const u64 len = min_u64(CHUNK_BYTES, copying->content->bytes - copying->offset);
    copying->error = copy_chunk(copying, data, len);
    if (copying->error.code != ERR_NONE)
        return (struct bytes) { data, 0 };
    copying->offset += len;
    return (struct bytes) { data, (size_t)len };
}

static struct bytes copy_and_give(void *context)
{
    static u8 data[CHUNK_BYTES];
    return copy_next(context, data);
}

static void wait_for(sem_t *semaphore)
{
    while (sem_wait(semaphore) != 0 && errno == EINTR)
        ;
}

static void *fill_belt(void *context)
{
    struct belt *belt = context;
    u64 count = 0, len;
    do {
        wait_for(&belt->free);
        belt->chunks[count % CHUNKS_AHEAD] = copy_next(belt->copying, belt->data[count % CHUNKS_AHEAD]);
        len = belt->chunks[count++ % CHUNKS_AHEAD].len;
        sem_post(&belt->filled);
    } while (len > 0);
    return NULL;
}

/* Who takes a chunk is done with the one before it. */
static struct bytes take_from_belt(void *context)
{
    struct belt *belt = context;
    if (belt->taken > 0)
        sem_post(&belt->free);
    wait_for(&belt->filled);
    return belt->chunks[belt->taken++ % CHUNKS_AHEAD];
}

static struct error copy_large(struct copying *copying, u8 sha256[SHA256_BYTES])
{
    pthread_t thread;
    struct belt belt = { .copying = copying };
    sem_init(&belt.free, 0, CHUNKS_AHEAD);
    sem_init(&belt.filled, 0, 0);
    if (pthread_create(&thread, NULL, fill_belt, &belt) != 0)
        return digest_of_pieces(copy_and_give, copying, copying->content->name, sha256);
    const struct error error = digest_of_pieces(take_from_belt, &belt, copying->content->name, sha256);
    pthread_join(thread, NULL);
    return error;
}

struct error content_copy(const struct content *content, const struct content_place *place, u8 sha256[SHA256_BYTES])
{
    struct copying copying = { .content = content, .place = place };
    const struct error digested = content->bytes < LARGE_BYTES ? digest_of_pieces(copy_and_give, &copying, content->name, sha256)
                                                               : copy_large(&copying, sha256);
    TRY(copying.error);
    return digested;
}
