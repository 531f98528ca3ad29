/* Whoever is free takes the next piece. So no processor waits for another one, and the digest is the same for any number of them.
 */
#include "common/base/checked.h"
#include "tools/image/content_chunks.h"
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#define WORKERS_MAX 8 /* that many writers of one file wait for each other */

struct pieces {
    const struct content *content;
    const struct content_place *place;
    u64 count;
    u8 *digests; /* one behind the other */
    atomic_ullong next;
};

struct worker {
    struct pieces *pieces;
    pthread_t thread;
    struct copying copying;
    struct error error; /* with one of them it ends */
    u8 chunk[CHUNK_BYTES];
};

static struct bytes next_chunk(void *context)
{
    struct worker *worker = context;
    return copy_next_chunk(&worker->copying, worker->chunk);
}

static struct error copy_piece(struct worker *worker, u64 index)
{
    const struct content *content = worker->pieces->content;
    const u64 offset = index * MANIFEST_PIECE_BYTES, end = min_u64(offset + MANIFEST_PIECE_BYTES, content->bytes);
    worker->copying = (struct copying) { content, worker->pieces->place, offset, end, OK };
    u8 *sha256 = worker->pieces->digests + index * SHA256_BYTES;
    const struct error digested = digest_of_chunks(next_chunk, worker, content->name, sha256);
    TRY(worker->copying.error);
    return digested;
}

static void *work(void *context)
{
    struct worker *worker = context;
    struct pieces *pieces = worker->pieces;
    u64 index;
    while (worker->error.code == ERR_NONE && (index = atomic_fetch_add(&pieces->next, 1)) < pieces->count)
        worker->error = copy_piece(worker, index);
    if (worker->error.code != ERR_NONE)
        atomic_store(&pieces->next, pieces->count); /* what the others would still copy is in vain */
    return NULL;
}

static size_t processors(void)
{
    cpu_set_t ours; /* it fails where there are more than that has room for */
    return sched_getaffinity(0, sizeof(ours), &ours) == 0 ? (size_t)CPU_COUNT(&ours) : WORKERS_MAX;
}

/* The first one works in this thread, and does it all if no other can be had. */
static struct error copy_by(struct pieces *pieces, struct worker *workers, size_t count)
{
    size_t started = 1;
    for (; started < count; started++) {
        workers[started].pieces = pieces;
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0)
            break;
    }
    workers[0].pieces = pieces;
    work(&workers[0]);
    struct error error = workers[0].error;
    for (size_t i = 1; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
        error = error.code != ERR_NONE ? error : workers[i].error;
    }
    return error;
}

static struct error copy_all(struct pieces *pieces)
{
    const size_t count = min_u64(processors(), WORKERS_MAX);
    struct worker *workers = calloc(count, sizeof(*workers));
    if (workers == NULL)
        return error_about(ERR_HOST_OPEN, pieces->content->name, ENOMEM);
    const struct error error = copy_by(pieces, workers, count);
    free(workers);
    return error;
}

struct error content_copy_in_pieces(const struct content *content, const struct content_place *place, u8 sha256[SHA256_BYTES])
{
    struct pieces pieces = { .content = content, .place = place };
    pieces.count = (content->bytes + MANIFEST_PIECE_BYTES - 1) / MANIFEST_PIECE_BYTES;
    pieces.digests = calloc(pieces.count, SHA256_BYTES);
    if (pieces.digests == NULL)
        return error_about(ERR_HOST_OPEN, content->name, ENOMEM);
    struct error error = copy_all(&pieces);
    if (error.code == ERR_NONE)
        error = digest_of((struct bytes) { pieces.digests, pieces.count * SHA256_BYTES }, content->name, sha256);
    free(pieces.digests);
    return error;
}
