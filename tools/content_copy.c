/* A digest takes longer than a copy, so a large file is read twice, by two threads: see ADR 16. The second to come finds the
 * bytes in the page cache. */
#include "tools/content_copy.h"
#include "common/base/checked.h"
#include "tools/host_file.h"
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#define CHUNK_BYTES (128 * KIB_BYTES) /* stays in a core's own cache */
#define LARGE_BYTES (4 * MIB_BYTES)   /* a thread costs a good deal less than this */
#define BLOCK_BYTES (4 * KIB_BYTES)   /* what a file system makes holes of */

struct copying {
    const struct content *content;
    const struct content_place *place;
    struct error error; /* what came of it */
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

static struct error read_for_digest(struct reader *reader, u64 offset, void *destination, u64 len)
{
    return read_chunk(reader->context, offset, destination, len);
}

static struct error digest(const struct content *content, u8 sha256[SHA256_BYTES])
{
    struct reader reader = {
        .read = read_for_digest, .bytes = content->bytes, .name = content->name, .context = (void *)(uintptr_t)content
    };
    return digest_of_reader(&reader, sha256);
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

static struct error copy(const struct content *content, const struct content_place *place)
{
    u8 chunk[CHUNK_BYTES];
    for (u64 offset = 0, len; offset < content->bytes; offset += len) {
        len = min_u64(sizeof(chunk), content->bytes - offset);
        TRY(read_chunk(content, offset, chunk, len));
        TRY(write_chunk(place, offset, (struct bytes) { chunk, (size_t)len }));
    }
    return OK;
}

static void *copy_beside(void *context)
{
    struct copying *copying = context;
    copying->error = copy(copying->content, copying->place);
    return NULL;
}

struct error content_copy(const struct content *content, const struct content_place *place, u8 sha256[SHA256_BYTES])
{
    pthread_t thread;
    struct copying copying = { .content = content, .place = place };
    if (content->bytes < LARGE_BYTES || pthread_create(&thread, NULL, copy_beside, &copying) != 0) {
        TRY(copy(content, place));
        return digest(content, sha256);
    }
    const struct error digested = digest(content, sha256);
    pthread_join(thread, NULL);
    TRY(copying.error);
    return digested;
}
