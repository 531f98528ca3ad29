/* Where a kernel file has its configuration, when no manifest says so. */
#include "common/base/checked.h"
#include "common/base/string.h"
#include "config/parts.h"

#define CHUNK_BYTES 4096

/* Chunks overlap so that a header that one of them cuts is whole in the next. */
#define CHUNK_STEP_BYTES (CHUNK_BYTES - CONFIG_HEADER_BYTES + 8)

struct search {
    struct reader *kernel;
    u64 count;
    u64 file_offset, available_bytes; /* of the first hit */
    u64 second_offset;
    u64 searched_bytes;
};

static bool is_config(const u8 *header, u64 available_bytes)
{
    return config_magic_match(header) == CONFIG_MAGIC_BYTES &&
           config_size_is_plausible(load_u32(header + offsetof(struct boot_config, size)), available_bytes);
}

/* Two segments may show the same bytes of the file: that is one configuration. */
static void note_hit(struct search *search, u64 file_offset, u64 available_bytes)
{
    if (search->count != 0 && file_offset == search->file_offset)
        return;
    if (search->count++ == 0) {
        search->file_offset = file_offset;
        search->available_bytes = available_bytes;
    } else if (search->count == 2) {
        search->second_offset = file_offset;
    }
}

/* `align_from` is the virtual address of the range's first byte: the struct is aligned where it runs, not in the file. */
static struct error search_range(struct search *search, u64 file_offset, u64 bytes, u64 align_from)
{
    u8 chunk[CHUNK_BYTES];
    search->searched_bytes += bytes;
    for (u64 at = -align_from & 7; at < bytes && bytes - at >= CONFIG_HEADER_BYTES; at += CHUNK_STEP_BYTES) {
        u64 len = min_u64(CHUNK_BYTES, bytes - at);
        TRY(reader_read(search->kernel, file_offset + at, chunk, len));
        for (u64 i = 0; i + CONFIG_HEADER_BYTES <= len; i += 8)
            if (is_config(chunk + i, bytes - at - i))
                note_hit(search, file_offset + at + i, bytes - at - i);
    }
    return OK;
}

/* The section starts with the struct: linkers keep it 8-aligned, and nothing else belongs there. */
static struct error check_section_start(struct reader *kernel, u64 file_offset, u64 bytes)
{
    u8 header[CONFIG_HEADER_BYTES];
    if (bytes < sizeof(header))
        return error_about(ERR_CONFIG_SHORT, "size", bytes);
    TRY(reader_read(kernel, file_offset, header, sizeof(header)));
    u32 equal = config_magic_match(header);
    if (equal < CONFIG_MAGIC_BYTES)
        return error_about(ERR_CONFIG_MAGIC, "magic", equal);
    u64 size = load_u32(header + offsetof(struct boot_config, size));
    return config_size_is_plausible(size, bytes) ? OK : error_about(ERR_CONFIG_SHORT, "size", size);
}

static bool is_loaded(const struct elf_facts *facts, u64 file_offset, u64 bytes)
{
    for (u64 i = 0; i < facts->segment_count; i++) {
        const struct elf_segment *segment = &facts->segments[i];
        if (file_offset < segment->file_offset || bytes > segment->file_bytes)
            continue;
        if (file_offset - segment->file_offset <= segment->file_bytes - bytes)
            return true;
    }
    return false;
}

/* _start reads the configuration where the linker said that it would be: outside the segments nothing is mapped. */
static struct error search_section(struct search *search, const struct elf_facts *facts, u64 file_offset, u64 bytes)
{
    TRY(check_section_start(search->kernel, file_offset, bytes));
    TRY(search_range(search, file_offset, bytes, 0));
    if (!is_loaded(facts, file_offset, bytes))
        return error_about(ERR_CONFIG_NOT_LOADED, search->kernel->name, file_offset);
    return OK;
}

static struct error search_segments(struct search *search, const struct elf_facts *facts)
{
    for (u64 i = 0; i < facts->segment_count; i++) {
        const struct elf_segment *segment = &facts->segments[i];
        TRY(search_range(search, segment->file_offset, segment->file_bytes, segment->start_virt));
    }
    return OK;
}

struct error config_locate(struct reader *kernel, const struct elf_facts *facts, u64 *file_offset, u64 *available_bytes)
{
    struct search search = { .kernel = kernel };
    u64 section_offset, section_bytes;
    bool found;
    TRY(elf_find_section(kernel, facts, CONFIG_SECTION_NAME, &found, &section_offset, &section_bytes));
    if (found)
        TRY(search_section(&search, facts, section_offset, section_bytes));
    else
        TRY(search_segments(&search, facts));
    if (search.count == 0)
        return error_about(ERR_CONFIG_MISSING, kernel->name, search.searched_bytes);
    if (search.count > 1)
        return error_about(ERR_CONFIG_TWICE, kernel->name, search.second_offset);
    *file_offset = search.file_offset;
    *available_bytes = search.available_bytes;
    return OK;
}
