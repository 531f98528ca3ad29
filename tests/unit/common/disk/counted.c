/* Counting and failing reads. */
#include "tests/unit/common/disk/counted.h"
#include <string.h>

static u64 overlap(u64 offset, u64 end, u64 from, u64 to)
{
    u64 first = max_u64(offset, from);
    u64 last = min_u64(end, to);
    return first < last ? last - first : 0;
}

static struct error read_counted(struct reader *reader, u64 offset, void *destination, u64 len)
{
    struct counted *counted = reader->context;
    counted->reads++;
    counted->bytes += len;
    counted->largest_bytes = max_u64(counted->largest_bytes, len);
    counted->watched_bytes += overlap(offset, offset + len, counted->watch_offset, counted->watch_end);
    if (overlap(offset, offset + len, counted->bad_offset, counted->bad_end) != 0) {
        memset(destination, 0xee, len); /* as firmware does that fails halfway */
        return error_about(ERR_DISK_READ, reader->name, offset / 512);
    }
    return reader_read(&counted->inner, offset, destination, len);
}

void counted_begin(struct counted *counted, struct reader inner)
{
    *counted = (struct counted) { .inner = inner };
    counted->reader = (struct reader) { .read = read_counted, .bytes = inner.bytes, .name = inner.name, .context = counted };
}
