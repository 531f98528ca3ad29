/* Program headers: each one checked by itself, loadable segments sorted by address. What depends on several is in read.c. */
#include "common/base/address.h"
#include "common/base/checked.h"
#include "common/elf/format.h"
#include "common/elf/parts.h"
#include "include/lintel/info.h"

struct program_header {
    u32 type, flags;
    u64 file_offset, virt, file_bytes, memory_bytes, align_bytes;
};

static struct program_header program_header_at(const u8 *at)
{
    return (struct program_header) {
        .type = load_u32(at + PH_TYPE),
        .flags = load_u32(at + PH_FLAGS),
        .file_offset = load_u64(at + PH_FILE_OFFSET),
        .virt = load_u64(at + PH_VIRTUAL),
        .file_bytes = load_u64(at + PH_FILE_BYTES),
        .memory_bytes = load_u64(at + PH_MEMORY_BYTES),
        .align_bytes = load_u64(at + PH_ALIGN),
    };
}

/* The end is checked rounded up to its page: what is mapped must not wrap either. */
static bool size_is_good(const struct program_header *header)
{
    u64 end, page_end;
    return header->file_bytes <= header->memory_bytes && checked_add(header->virt, header->memory_bytes, &end) &&
           checked_align_up(end, PAGE_BYTES, &page_end);
}

/* A segment without file bytes has no place in the file that could be misaligned. */
static bool align_is_good(const struct program_header *header)
{
    if (header->align_bytes <= 1)
        return true;
    if (!is_power_of_two(header->align_bytes))
        return false;
    return header->file_bytes == 0 || is_aligned(header->virt - header->file_offset, header->align_bytes);
}

/* In 57 bits; both ends in the same half. A kernel that will be slid is judged by where it ends up. */
static bool address_is_good(const struct program_header *header, bool relocatable)
{
    u64 first = header->virt, last = header->virt + header->memory_bytes - 1;
    if (relocatable)
        return true;
    return first >= PAGE_BYTES && address_is_canonical(first, 5) && address_is_canonical(last, 5) && first >> 63 == last >> 63;
}

/* Where a header's bytes end in the file; UINT64_MAX if that wraps. */
static u64 file_end(const struct program_header *header)
{
    u64 end;
    return checked_add(header->file_offset, header->file_bytes, &end) ? end : UINT64_MAX;
}

static struct error check_file_range(const struct program_header *header, u64 file_bytes, const char *name)
{
    if (header->file_bytes > 0 && file_end(header) > file_bytes)
        return error_about(ERR_ELF_TRUNCATED, name, file_end(header));
    return OK;
}

static struct error check_segment(const struct program_header *header, u64 file_bytes, const struct elf_facts *facts)
{
    if (!size_is_good(header))
        return error_about(ERR_ELF_SEGMENT_SIZE, facts->name, header->virt);
    TRY(check_file_range(header, file_bytes, facts->name));
    if (!align_is_good(header))
        return error_about(ERR_ELF_SEGMENT_ALIGN, facts->name, header->virt);
    if (!address_is_good(header, facts->relocatable))
        return error_about(ERR_ELF_SEGMENT_ADDRESS, facts->name, header->virt);
    return OK;
}

static struct elf_segment segment_of(const struct program_header *header)
{
    return (struct elf_segment) {
        .start_virt = header->virt,
        .memory_bytes = header->memory_bytes,
        .file_offset = header->file_offset,
        .file_bytes = header->file_bytes,
        .permissions = (header->flags & PF_W ? MAP_WRITE : 0u) | (header->flags & PF_X ? MAP_EXECUTE : 0u),
    };
}

/* Linkers write them sorted; a linker script need not. */
static void insert_sorted(struct elf_facts *facts, struct elf_segment segment)
{
    u64 index = facts->segment_count++;
    for (; index > 0 && facts->segments[index - 1].start_virt > segment.start_virt; index--)
        facts->segments[index] = facts->segments[index - 1];
    facts->segments[index] = segment;
}

static struct error take_segment(const struct program_header *header, u64 file_bytes, struct elf_facts *facts)
{
    if (header->memory_bytes == 0 && header->file_bytes == 0)
        return OK;
    TRY(check_segment(header, file_bytes, facts));
    if (facts->segment_count == ELF_SEGMENTS_MAX)
        return error_about(ERR_ELF_TOO_MANY_SEGMENTS, facts->name, ELF_SEGMENTS_MAX + 1);
    insert_sorted(facts, segment_of(header));
    facts->align_bytes = max_u64(facts->align_bytes, header->align_bytes);
    return OK;
}

/* gABI: at most one of each. Whether it lies in a loadable segment is seen once all of these are known. */
static struct error take_range(const struct program_header *header, u64 file_bytes, const char *name, struct elf_range *range)
{
    if (header->memory_bytes == 0)
        return OK;
    if (range->memory_bytes != 0)
        return error_about(ERR_ELF_RANGE, name, header->virt);
    if (!size_is_good(header))
        return error_about(ERR_ELF_SEGMENT_SIZE, name, header->virt);
    TRY(check_file_range(header, file_bytes, name));
    if (header->align_bytes > 1 && !is_power_of_two(header->align_bytes))
        return error_about(ERR_ELF_SEGMENT_ALIGN, name, header->virt);
    *range = (struct elf_range) {
        .start_virt = header->virt,
        .memory_bytes = header->memory_bytes,
        .file_offset = header->file_offset,
        .file_bytes = header->file_bytes,
        .align_bytes = max_u64(header->align_bytes, 1),
    };
    return OK;
}

static struct error take_header(const struct program_header *header, u64 index, u64 file_bytes, struct elf_facts *facts)
{
    switch (header->type) {
    case PT_LOAD:
        return take_segment(header, file_bytes, facts);
    case PT_DYNAMIC:
        return take_range(header, file_bytes, facts->name, &facts->dynamic);
    case PT_TLS:
        return take_range(header, file_bytes, facts->name, &facts->tls);
    case PT_GNU_RELRO:
        return take_range(header, file_bytes, facts->name, &facts->relro);
    case PT_INTERP:
        return error_about(ERR_ELF_INTERPRETER, facts->name, index);
    case PT_GNU_STACK:
        facts->stack_flags |= header->flags;
        return OK;
    default:
        return OK;
    }
}

void elf_segments_read(struct bytes table, u64 file_bytes, struct error_sink *sink, struct elf_facts *facts)
{
    facts->align_bytes = PAGE_BYTES;
    for (u64 index = 0; index < table.len / PROGRAM_HEADER_BYTES; index++) {
        struct program_header header = program_header_at(table.data + index * PROGRAM_HEADER_BYTES);
        error_report(sink, take_header(&header, index, file_bytes, facts));
    }
}
