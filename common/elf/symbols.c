/* What the section headers say that helps a person to read addresses: the symbol table, and which section is where. They are gone
 * through once, in a few reads. */
#include "common/base/checked.h"
#include "common/elf/format.h"
#include "common/elf/parts.h"

#define HEADERS_A_READ 16

struct part {
    u32 type, link;
    u64 file_offset, bytes, entry_bytes;
};

static struct part part_of(const u8 *header)
{
    return (struct part) { .type = load_u32(header + SH_TYPE),
                           .link = load_u32(header + SH_LINK),
                           .file_offset = load_u64(header + SH_FILE_OFFSET),
                           .bytes = load_u64(header + SH_BYTES),
                           .entry_bytes = load_u64(header + SH_ENTRY_BYTES) };
}

static struct error read_headers(struct reader *kernel, const struct elf_facts *facts, u64 first, u64 count, u8 *headers)
{
    u64 offset;
    if (!checked_add(facts->section_table_offset, first * SECTION_HEADER_BYTES, &offset))
        return error_about(ERR_ELF_SECTIONS, facts->name, first);
    return reader_read(kernel, offset, headers, count * SECTION_HEADER_BYTES);
}

static void note_section(const u8 *header, struct elf_sections *sections)
{
    const struct elf_section section = { load_u64(header + SH_VIRTUAL), load_u64(header + SH_BYTES), load_u32(header + SH_NAME) };
    const u64 flags = load_u64(header + SH_FLAGS);
    const bool is_only_template =
        (flags & SHF_TLS) != 0 && load_u32(header + SH_TYPE) == SHT_NOBITS; /* .tbss: what follows is there */
    if ((flags & SHF_ALLOC) != 0 && !is_only_template && section.bytes != 0 && sections->count < ELF_SECTIONS_MAX)
        sections->each[sections->count++] = section;
}

static void note_names(const struct part *part, u64 file_bytes, struct elf_sections *sections)
{
    if (part->type != SHT_STRTAB || !checked_is_inside(part->file_offset, part->bytes, file_bytes))
        return;
    sections->names_file_offset = part->file_offset;
    sections->names_bytes = part->bytes;
}

/* `found->bytes` stays 0 if there is no symbol table. */
static struct error look_through(struct reader *kernel, const struct elf_facts *facts, struct part *found,
                                 struct elf_sections *sections)
{
    u8 headers[HEADERS_A_READ * SECTION_HEADER_BYTES];
    for (u64 first = 0; first < facts->section_count; first += HEADERS_A_READ) {
        const u64 count = min_u64(facts->section_count - first, HEADERS_A_READ);
        TRY(read_headers(kernel, facts, first, count, headers));
        for (u64 i = 0; i < count; i++) {
            const u8 *header = headers + i * SECTION_HEADER_BYTES;
            const struct part part = part_of(header);
            if (part.type == SHT_SYMTAB && found->bytes == 0)
                *found = part;
            if (first + i == facts->section_names_index)
                note_names(&part, kernel->bytes, sections);
            note_section(header, sections);
        }
    }
    return OK;
}

static struct error find_names(struct reader *kernel, const struct elf_facts *facts, u32 index, struct part *names)
{
    u8 header[SECTION_HEADER_BYTES];
    if (index >= facts->section_count)
        return error_about(ERR_ELF_SECTIONS, facts->name, index);
    TRY(read_headers(kernel, facts, index, 1, header));
    *names = part_of(header);
    return names->type == SHT_STRTAB ? OK : error_about(ERR_ELF_SECTIONS, facts->name, index);
}

struct error elf_find_symbols(struct reader *kernel, const struct elf_facts *facts, struct elf_symbols *symbols,
                              struct elf_sections *sections)
{
    struct part table = { 0 }, names = { 0 };
    *symbols = (struct elf_symbols) { 0 };
    sections->count = sections->names_bytes = 0;
    if (facts->section_table_offset == 0)
        return OK;
    TRY(look_through(kernel, facts, &table, sections));
    if (table.bytes < ELF_SYMBOL_BYTES)
        return OK;
    TRY(find_names(kernel, facts, table.link, &names));
    if (table.entry_bytes != ELF_SYMBOL_BYTES || !checked_is_inside(table.file_offset, table.bytes, kernel->bytes) ||
        !checked_is_inside(names.file_offset, names.bytes, kernel->bytes))
        return error_about(ERR_ELF_SECTIONS, facts->name, table.file_offset);
    *symbols = (struct elf_symbols) { .file_offset = table.file_offset,
                                      .count = table.bytes / ELF_SYMBOL_BYTES,
                                      .names_file_offset = names.file_offset,
                                      .names_bytes = names.bytes };
    return OK;
}
