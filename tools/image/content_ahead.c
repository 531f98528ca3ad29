/* A digest of the whole takes the bytes in their order, one after the other: beside it there is time for all else. */
#include "tools/image/content_chunks.h"
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>

#define CHUNKS_AHEAD 4

/* Chunks on their way from one thread to the other. */
struct belt {
    struct copying *copying;
    u8 data[CHUNKS_AHEAD][CHUNK_BYTES];
    struct bytes chunks[CHUNKS_AHEAD]; /* empty: that was all */
    sem_t free, filled;
    u64 taken;
};

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
        belt->chunks[count % CHUNKS_AHEAD] = copy_next_chunk(belt->copying, belt->data[count % CHUNKS_AHEAD]);
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

struct error content_copy_ahead(struct copying *copying, u8 sha256[SHA256_BYTES])
{
    pthread_t thread;
    struct belt belt = { .copying = copying };
    sem_init(&belt.free, 0, CHUNKS_AHEAD);
    sem_init(&belt.filled, 0, 0);
    if (pthread_create(&thread, NULL, fill_belt, &belt) != 0)
        return content_copy_by_turns(copying, sha256);
    const struct error error = digest_of_chunks(take_from_belt, &belt, copying->content->name, sha256);
    pthread_join(thread, NULL);
    return error;
}
