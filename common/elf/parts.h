/* What the files of common/elf/ offer each other; the rest of Lintel includes elf.h alone. */
#ifndef COMMON_ELF_PARTS_H
#define COMMON_ELF_PARTS_H
#include "common/elf/elf.h"

struct elf_program_table {
    u64 offset, count; /* whole and inside the file */
};

/* `head` is the file's start, at most ELF_HEAD_BYTES of it; `file_bytes` the file's size. Fills in what the ELF header says of
 * the facts. Stops at the first error: after one the other fields mean nothing. */
#define ELF_HEAD_BYTES 4096
struct error elf_header_read(struct bytes head, u64 file_bytes, struct elf_facts *facts, struct elf_program_table *table);

/* Program headers → segments and ranges, each checked by itself. */
void elf_segments_read(struct bytes table, u64 file_bytes, struct error_sink *sink, struct elf_facts *facts);

/* Hull, alignment and clusters of sorted and disjoint segments, of which there is at least one. */
void elf_clusters_plan(struct elf_facts *facts);

/* The segment that holds all of a range; NULL if none does. */
const struct elf_segment *elf_segment_of(const struct elf_facts *facts, u64 start_virt, u64 bytes);

static inline u64 elf_segment_end(const struct elf_segment *segment)
{
    return segment->start_virt + segment->memory_bytes; /* elf_segments_read saw that it doesn't wrap */
}

#endif
