/* The ELF header: is this a kernel that an x86_64 loader can take at all, and where are its tables? */
#include "common/base/checked.h"
#include "common/elf/format.h"
#include "common/elf/parts.h"

/* The first four bytes as a number; a file shorter than that reads as zeros. */
static u32 magic_of(struct bytes head)
{
    u8 magic[4] = { 0 };
    for (size_t i = 0; i < sizeof(magic) && i < head.len; i++)
        magic[i] = head.data[i];
    return load_u32(magic);
}

static struct error check_identity(struct bytes head, const char *name)
{
    if (magic_of(head) != ELF_MAGIC)
        return error_about(ERR_ELF_NOT_ELF, name, magic_of(head));
    if (head.len < ELF_HEADER_BYTES)
        return error_about(ERR_ELF_TRUNCATED, name, ELF_HEADER_BYTES);
    if (head.data[EH_CLASS] != ELFCLASS64)
        return error_about(ERR_ELF_CLASS, name, head.data[EH_CLASS]);
    if (head.data[EH_DATA] != ELFDATA2LSB)
        return error_about(ERR_ELF_ENCODING, name, EH_DATA);
    if (head.data[EH_IDENT_VERSION] != EV_CURRENT)
        return error_about(ERR_ELF_ENCODING, name, EH_IDENT_VERSION);
    return OK;
}

static struct error check_machine(const u8 *header, const char *name)
{
    u16 machine = load_u16(header + EH_MACHINE);
    u16 type = load_u16(header + EH_TYPE);
    if (machine != EM_X86_64)
        return error_about(ERR_ELF_MACHINE, name, machine);
    if (type != ET_EXEC && type != ET_DYN)
        return error_about(ERR_ELF_TYPE, name, type);
    if (load_u32(header + EH_VERSION) != EV_CURRENT)
        return error_about(ERR_ELF_HEADER, name, EH_VERSION);
    if (load_u16(header + EH_HEADER_BYTES) < ELF_HEADER_BYTES)
        return error_about(ERR_ELF_HEADER, name, EH_HEADER_BYTES);
    return OK;
}

static struct error read_program_table(const u8 *header, u64 file_bytes, const char *name, struct elf_program_table *table)
{
    u64 offset = load_u64(header + EH_PROGRAM_OFFSET);
    u64 count = load_u16(header + EH_PROGRAM_COUNT);
    u64 end;
    if (count == 0)
        return error_about(ERR_ELF_NO_SEGMENTS, name, 0);
    if (count > ELF_HEADERS_MAX)
        return error_about(ERR_ELF_TOO_MANY_SEGMENTS, name, count);
    if (load_u16(header + EH_PROGRAM_BYTES) != PROGRAM_HEADER_BYTES)
        return error_about(ERR_ELF_HEADER, name, EH_PROGRAM_BYTES);
    if (!checked_add(offset, count * PROGRAM_HEADER_BYTES, &end))
        return error_about(ERR_ELF_HEADER, name, EH_PROGRAM_OFFSET);
    if (end > file_bytes)
        return error_about(ERR_ELF_TRUNCATED, name, end);
    *table = (struct elf_program_table) { offset, count };
    return OK;
}

/* Whether the table lies inside the file is seen when it is used: a kernel boots without it too. */
static struct error read_section_table(const u8 *header, struct elf_facts *facts)
{
    u64 offset = load_u64(header + EH_SECTION_OFFSET);
    u32 count = load_u16(header + EH_SECTION_COUNT);
    if (offset == 0 || count == 0)
        return OK;
    if (load_u16(header + EH_SECTION_BYTES) != SECTION_HEADER_BYTES)
        return error_about(ERR_ELF_HEADER, facts->name, EH_SECTION_BYTES);
    facts->section_table_offset = offset;
    facts->section_count = count;
    facts->section_names_index = load_u16(header + EH_SECTION_NAMES);
    return OK;
}

struct error elf_header_read(struct bytes head, u64 file_bytes, struct elf_facts *facts, struct elf_program_table *table)
{
    TRY(check_identity(head, facts->name));
    TRY(check_machine(head.data, facts->name));
    facts->relocatable = load_u16(head.data + EH_TYPE) == ET_DYN;
    facts->entry_virt = load_u64(head.data + EH_ENTRY);
    TRY(read_section_table(head.data, facts));
    return read_program_table(head.data, file_bytes, facts->name, table);
}
