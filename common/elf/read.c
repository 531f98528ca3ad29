/* From a kernel file to facts about it: the headers' one read, and the checks that need all segments at once. */
#include "common/base/checked.h"
#include "common/elf/format.h"
#include "common/elf/parts.h"
#include "include/lintel/info.h"

/* ELF_HEADERS_MAX program headers fit into the head's buffer, wherever in the file they lie. */
_Static_assert(ELF_HEADERS_MAX *PROGRAM_HEADER_BYTES <= ELF_HEAD_BYTES, "program headers overflow the buffer");

const struct elf_segment *elf_segment_of(const struct elf_facts *facts, u64 start_virt, u64 bytes)
{
    for (u64 i = 0; i < facts->segment_count; i++) {
        const struct elf_segment *segment = &facts->segments[i];
        u64 offset = start_virt - segment->start_virt; /* huge if before the segment */
        if (offset < segment->memory_bytes && bytes <= segment->memory_bytes - offset)
            return segment;
    }
    return NULL;
}

/* Program headers from the head if they are there, else from the file into the same buffer: all of the header is read by then. */
static struct error fetch_program_table(struct reader *kernel, struct elf_program_table where, u8 *buffer, struct bytes head,
                                        struct bytes *table)
{
    u64 len = where.count * PROGRAM_HEADER_BYTES;
    if (bytes_slice(head, where.offset, len, table))
        return OK;
    TRY(reader_read(kernel, where.offset, buffer, len));
    *table = (struct bytes) { buffer, (size_t)len };
    return OK;
}

static struct error read_headers(struct reader *kernel, struct error_sink *sink, struct elf_facts *facts)
{
    u8 buffer[ELF_HEAD_BYTES];
    struct bytes head = { buffer, (size_t)min_u64(kernel->bytes, sizeof(buffer)) };
    struct elf_program_table where;
    struct bytes table;
    u64 errors_before = sink->count;
    TRY(reader_read(kernel, 0, buffer, head.len));
    TRY(elf_header_read(head, kernel->bytes, facts, &where));
    TRY(fetch_program_table(kernel, where, buffer, head, &table));
    elf_segments_read(table, kernel->bytes, sink, facts);
    if (facts->segment_count == 0 && sink->count == errors_before)
        return error_about(ERR_ELF_NO_SEGMENTS, facts->name, where.count);
    return OK;
}

static void check_overlaps(const struct elf_facts *facts, struct error_sink *sink)
{
    for (u64 i = 1; i < facts->segment_count; i++) {
        u64 start_virt = facts->segments[i].start_virt;
        if (start_virt < elf_segment_end(&facts->segments[i - 1]))
            error_report(sink, error_about(ERR_ELF_SEGMENT_OVERLAP, facts->name, start_virt));
    }
}

static void check_entry(const struct elf_facts *facts, struct error_sink *sink)
{
    const struct elf_segment *segment = elf_segment_of(facts, facts->entry_virt, 1);
    if (segment == NULL || !(segment->permissions & MAP_EXECUTE))
        error_report(sink, error_about(ERR_ELF_ENTRY, facts->name, facts->entry_virt));
}

static void check_range(const struct elf_facts *facts, const struct elf_range *range, u64 bytes, struct error_sink *sink)
{
    if (bytes > 0 && elf_segment_of(facts, range->start_virt, bytes) == NULL)
        error_report(sink, error_about(ERR_ELF_RANGE, facts->name, range->start_virt));
}

/* Only the start of RELRO is looked at: linkers round its end up to a page that the segment may not reach. Of TLS only the
 * template counts: .tbss takes no addresses. */
static void check_ranges(const struct elf_facts *facts, struct error_sink *sink)
{
    check_range(facts, &facts->dynamic, facts->dynamic.memory_bytes, sink);
    check_range(facts, &facts->relro, facts->relro.memory_bytes > 0, sink);
    check_range(facts, &facts->tls, facts->tls.file_bytes, sink);
}

/* Clusters are disjoint: their sum cannot wrap. */
static void check_size(const struct elf_facts *facts, struct error_sink *sink)
{
    u64 bytes = 0;
    for (u64 i = 0; i < facts->cluster_count; i++)
        bytes += facts->clusters[i].bytes;
    if (bytes > ELF_KERNEL_BYTES_MAX)
        error_report(sink, error_about(ERR_ELF_TOO_LARGE, facts->name, bytes));
}

/* What segments are to each other; an error in one of them would only echo here. */
static void check_together(struct elf_facts *facts, struct error_sink *sink)
{
    u64 errors_before = sink->count;
    check_overlaps(facts, sink);
    check_entry(facts, sink);
    check_ranges(facts, sink);
    if (sink->count != errors_before)
        return;
    elf_clusters_plan(facts);
    check_size(facts, sink);
}

struct error elf_read(struct reader *kernel, struct error_sink *sink, struct elf_facts *facts)
{
    u64 errors_before = sink->count;
    *facts = (struct elf_facts) { .name = kernel->name };
    error_report(sink, read_headers(kernel, sink, facts));
    if (sink->count == errors_before)
        check_together(facts, sink);
    return sink->first;
}
