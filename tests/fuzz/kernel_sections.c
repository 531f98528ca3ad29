/* Any file that passes as a kernel: its section headers are read one by one, with names that end inside the file. */
#include "tools/kernel/kernel_sections.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t len);

static void require(bool condition)
{
    if (!condition)
        abort();
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t len)
{
    const struct bytes file = { data, len };
    struct reader reader = reader_of_bytes("a kernel", file);
    struct error_sink sink = { .first = OK };
    struct elf_facts facts;
    struct kernel_section section;
    if (elf_read(&reader, &sink, &facts).code != ERR_NONE)
        return 0;
    u32 index = 0;
    for (; kernel_section_at(file, &facts, index, &section); index++) {
        const size_t name_len = strlen(section.name);
        require(name_len == 0 || (section.name >= (const char *)data && section.name + name_len < (const char *)data + len));
    }
    require(index <= facts.section_count && (facts.section_table_offset != 0 || index == 0));
    return 0;
}
