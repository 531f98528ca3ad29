/* Bounds checks for every read, and the two readers that need no firmware. */
#include "common/base/reader.h"
#include "common/base/checked.h"
#include "common/base/string.h"

struct error reader_read(struct reader *reader, u64 offset, void *destination, u64 len)
{
    u64 end;
    if (!checked_add(offset, len, &end))
        return error_about(ERR_READ_PAST_END, reader->name, UINT64_MAX);
    if (end > reader->bytes)
        return error_about(ERR_READ_PAST_END, reader->name, end);
    if (len == 0)
        return OK;
    return reader->read(reader, offset, destination, len);
}

struct error reader_read_whole(struct reader *reader, void *destination, u64 capacity)
{
    if (reader->bytes == READER_BYTES_UNKNOWN)
        return reader->read(reader, 0, destination, capacity);
    if (reader->bytes > capacity)
        return error_about(ERR_FILE_SIZE, reader->name, reader->bytes);
    return reader_read(reader, 0, destination, reader->bytes);
}

static struct error read_bytes(struct reader *reader, u64 offset, void *destination, u64 len)
{
    memcpy(destination, (const u8 *)reader->context + offset, (size_t)len);
    return OK;
}

struct reader reader_of_bytes(const char *name, struct bytes data)
{
    return (struct reader) { .read = read_bytes, .bytes = data.len, .name = name, .context = (void *)(uintptr_t)data.data };
}

static struct error read_part(struct reader *part, u64 offset, void *destination, u64 len)
{
    return reader_read(part->context, part->state[0] + offset, destination, len);
}

struct error reader_of_part(struct reader *whole, const char *name, u64 offset, u64 len, struct reader *part)
{
    u64 end;
    if (!checked_add(offset, len, &end) || end > whole->bytes)
        return error_about(ERR_READ_PAST_END, name, offset);
    *part = (struct reader) { .read = read_part, .bytes = len, .name = name, .context = whole, .state = { offset } };
    return OK;
}
