/* Looks for _start in the symbol table, System V gABI chapter 4. */
#include "tools/entry_symbol.h"
#include "tools/tool.h"
#include <string.h>

#define SYMBOL_BYTES    24
#define AT_SYMBOL_NAME  0
#define AT_SYMBOL_VALUE 8

static bool find_section(const struct kernel_file *kernel, const char *name, struct bytes *section)
{
    const struct bytes file = host_file_view(&kernel->file);
    struct reader reader = reader_of_bytes(kernel->facts.name, file);
    u64 file_offset = 0, bytes = 0;
    bool found = false;
    const struct error error = elf_find_section(&reader, &kernel->facts, name, &found, &file_offset, &bytes);
    return error.code == ERR_NONE && found && bytes_slice(file, file_offset, bytes, section);
}

static bool is_called_start(struct bytes names, u64 name_offset)
{
    static const char wanted[] = "_start";
    struct bytes name;
    return bytes_slice(names, name_offset, sizeof(wanted), &name) && memcmp(name.data, wanted, sizeof(wanted)) == 0;
}

void entry_symbol_check(const struct kernel_file *kernel)
{
    struct bytes symbols, names, symbol;
    if (!find_section(kernel, ".symtab", &symbols) || !find_section(kernel, ".strtab", &names))
        return;
    for (u64 offset = 0; bytes_slice(symbols, offset, SYMBOL_BYTES, &symbol); offset += SYMBOL_BYTES) {
        const u64 start_virt = load_u64(symbol.data + AT_SYMBOL_VALUE);
        if (is_called_start(names, load_u32(symbol.data + AT_SYMBOL_NAME)) && start_virt != kernel->facts.entry_virt)
            report_note("warning: %s starts at %#llx and not at _start, %#llx: write ENTRY(_start) in its linker script",
                        kernel->facts.name, (unsigned long long)kernel->facts.entry_virt, (unsigned long long)start_virt);
    }
}
