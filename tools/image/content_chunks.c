/* A chunk is read once and written, but for its zeros. */
#include "tools/image/content_chunks.h"
#include "common/base/checked.h"
#include "tools/base/host_file.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_BYTES (4 * KIB_BYTES) /* what a file system makes holes of */

/* Reading a hole would fill as much memory with zeros as it is large. What is no longer there is none. */
static bool is_hole(const struct content *content, u64 offset, u64 len)
{
    const off_t data = lseek(content->fd, (off_t)offset, SEEK_DATA);
    const off_t end = data < 0 && errno == ENXIO ? lseek(content->fd, 0, SEEK_END) : data;
    return end >= 0 && (u64)end >= offset + len;
}

static struct error read_chunk(const struct content *content, u64 offset, u8 *chunk, u64 len)
{
    if (is_hole(content, offset, len)) {
        memset(chunk, 0, len);
        return OK;
    }
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

/* Of a block that is not empty. */
static bool is_zero(struct bytes block)
{
    return block.data[0] == 0 && memcmp(block.data, block.data + 1, block.len - 1) == 0;
}

/* How many bytes from the start on are blocks that are zero, or are not. */
static size_t run_of_blocks(struct bytes chunk, bool zero)
{
    size_t len = 0;
    while (len < chunk.len) {
        const size_t block_len = (size_t)min_u64(BLOCK_BYTES, chunk.len - len);
        if (is_zero((struct bytes) { chunk.data + len, block_len }) != zero)
            break;
        len += block_len;
    }
    return len;
}

/* The place has all zeros already. */
static struct error write_chunk(const struct content_place *place, u64 offset, struct bytes chunk)
{
    for (size_t start = run_of_blocks(chunk, true); start < chunk.len;) {
        struct bytes rest = { chunk.data + start, chunk.len - start };
        rest.len = run_of_blocks(rest, false);
        TRY(descriptor_write(place->fd, place->name, place->offset + offset + start, rest));
        start += rest.len;
        start += run_of_blocks((struct bytes) { chunk.data + start, chunk.len - start }, true);
    }
    return OK;
}

static struct error copy_chunk(const struct copying *copying, u8 *data, u64 len)
{
    TRY(read_chunk(copying->content, copying->offset, data, len));
    return write_chunk(copying->place, copying->offset, (struct bytes) { data, (size_t)len });
}

struct bytes copy_next_chunk(struct copying *copying, u8 *data)
{
    const u64 len = min_u64(CHUNK_BYTES, copying->end - copying->offset);
    copying->error = copy_chunk(copying, data, len);
    if (copying->error.code != ERR_NONE)
        return (struct bytes) { data, 0 };
    copying->offset += len;
    return (struct bytes) { data, (size_t)len };
}

static struct bytes next_chunk(void *context)
{
    static u8 data[CHUNK_BYTES];
    return copy_next_chunk(context, data);
}

struct error content_copy_by_turns(struct copying *copying, u8 sha256[SHA256_BYTES])
{
    return digest_of_chunks(next_chunk, copying, copying->content->name, sha256);
}
