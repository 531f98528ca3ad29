/* Finding one section by name, for a kernel whose image has no manifest. */
#include "common/base/checked.h"
#include "common/base/string.h"
#include "common/elf/format.h"
#include "common/elf/parts.h"

struct section {
    u32 name_offset, type;
    u64 file_offset, bytes;
};

static struct error read_section(struct reader *kernel, const struct elf_facts *facts, u64 index, struct section *section)
{
    u8 header[SECTION_HEADER_BYTES];
    u64 offset;
    if (!checked_add(facts->section_table_offset, index * SECTION_HEADER_BYTES, &offset))
        return error_about(ERR_ELF_SECTIONS, facts->name, index);
    TRY(reader_read(kernel, offset, header, sizeof(header)));
    *section = (struct section) {
        .name_offset = load_u32(header + SH_NAME),
        .type = load_u32(header + SH_TYPE),
        .file_offset = load_u64(header + SH_FILE_OFFSET),
        .bytes = load_u64(header + SH_BYTES),
    };
    return OK;
}

static bool has_bytes(const struct section *section)
{
    return section->type != SHT_NULL && section->type != SHT_NOBITS && section->bytes > 0;
}

/* The names' section, checked to lie inside the file. */
static struct error read_names_section(struct reader *kernel, const struct elf_facts *facts, struct section *names)
{
    if (facts->section_names_index >= facts->section_count)
        return error_about(ERR_ELF_SECTIONS, facts->name, facts->section_names_index);
    TRY(read_section(kernel, facts, facts->section_names_index, names));
    if (!has_bytes(names) || !checked_is_inside(names->file_offset, names->bytes, kernel->bytes))
        return error_about(ERR_ELF_SECTIONS, facts->name, facts->section_names_index);
    return OK;
}

/* Compares with the NUL, so that a longer name is another one. */
static struct error name_equals(struct reader *kernel, const struct section *names, u64 name_offset, const char *name,
                                bool *equal)
{
    char found[ELF_SECTION_NAME_BYTES];
    size_t len = strlen(name) + 1;
    *equal = false;
    if (len > sizeof(found) || len > names->bytes || name_offset > names->bytes - len)
        return OK;
    TRY(reader_read(kernel, names->file_offset + name_offset, found, len));
    *equal = memcmp(found, name, len) == 0;
    return OK;
}

static struct error take_section(struct reader *kernel, const struct elf_facts *facts, const struct section *section, u64 index,
                                 bool *found, u64 *file_offset, u64 *bytes)
{
    if (!checked_is_inside(section->file_offset, section->bytes, kernel->bytes))
        return error_about(ERR_ELF_SECTIONS, facts->name, index);
    if (*found)
        return error_about(ERR_CONFIG_TWICE, facts->name, section->file_offset);
    *found = true;
    *file_offset = section->file_offset;
    *bytes = section->bytes;
    return OK;
}

struct error elf_find_section(struct reader *kernel, const struct elf_facts *facts, const char *name, bool *found,
                              u64 *file_offset, u64 *bytes)
{
    struct section names = { 0 }, section = { 0 };
    *found = false;
    if (facts->section_table_offset == 0 || facts->section_names_index == 0)
        return OK;
    TRY(read_names_section(kernel, facts, &names));
    for (u64 index = 1; index < facts->section_count; index++) {
        bool equal = false;
        TRY(read_section(kernel, facts, index, &section));
        if (has_bytes(&section))
            TRY(name_equals(kernel, &names, section.name_offset, name, &equal));
        if (equal)
            TRY(take_section(kernel, facts, &section, index, found, file_offset, bytes));
    }
    return OK;
}
