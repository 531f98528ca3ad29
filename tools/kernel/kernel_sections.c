/* Section headers by the System V gABI, chapter 4. Total: any file gives sections or none. */
#include "tools/kernel/kernel_sections.h"
#include "common/base/checked.h"
#include "common/elf/format.h"
#include <string.h>

static bool header_at(struct bytes file, const struct elf_facts *facts, u32 index, struct bytes *header)
{
    u64 offset;
    return facts->section_table_offset != 0 && index < facts->section_count &&
           checked_add(facts->section_table_offset, (u64)index * SECTION_HEADER_BYTES, &offset) &&
           bytes_slice(file, offset, SECTION_HEADER_BYTES, header);
}

/* "" if the names' section does not hold it up to its NUL. */
static const char *name_at(struct bytes file, const struct elf_facts *facts, u32 offset)
{
    struct bytes header, names, name;
    if (facts->section_names_index == 0 || !header_at(file, facts, facts->section_names_index, &header) ||
        !bytes_slice(file, load_u64(header.data + SH_FILE_OFFSET), load_u64(header.data + SH_BYTES), &names) ||
        offset >= names.len || !bytes_slice(names, offset, names.len - offset, &name) ||
        memchr(name.data, '\0', name.len) == NULL)
        return "";
    return (const char *)name.data;
}

bool kernel_section_at(struct bytes file, const struct elf_facts *facts, u32 index, struct kernel_section *section)
{
    struct bytes header;
    if (!header_at(file, facts, index, &header))
        return false;
    *section = (struct kernel_section) {
        .name = name_at(file, facts, load_u32(header.data + SH_NAME)),
        .type = load_u32(header.data + SH_TYPE),
        .flags = load_u64(header.data + SH_FLAGS),
        .start_virt = load_u64(header.data + SH_VIRTUAL),
        .bytes = load_u64(header.data + SH_BYTES),
    };
    return true;
}
