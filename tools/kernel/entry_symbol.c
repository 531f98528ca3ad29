/* Looks for what ENTRY_POINT() defines in the symbol table, System V gABI chapter 4. */
#include "tools/kernel/entry_symbol.h"
#include "tools/base/report.h"
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

static bool is_called(struct bytes names, u64 name_offset, const char *wanted)
{
    const size_t len = strlen(wanted) + 1;
    struct bytes name;
    return bytes_slice(names, name_offset, len, &name) && memcmp(name.data, wanted, len) == 0;
}

/* False also if the kernel has no symbols. */
static bool find_symbol(const struct kernel_file *kernel, const char *name, u64 *start_virt)
{
    struct bytes symbols, names, symbol;
    if (!find_section(kernel, ".symtab", &symbols) || !find_section(kernel, ".strtab", &names))
        return false;
    for (u64 offset = 0; bytes_slice(symbols, offset, SYMBOL_BYTES, &symbol); offset += SYMBOL_BYTES) {
        *start_virt = load_u64(symbol.data + AT_SYMBOL_VALUE);
        if (is_called(names, load_u32(symbol.data + AT_SYMBOL_NAME), name))
            return true;
    }
    return false;
}

void entry_symbol_check(const struct kernel_file *kernel)
{
    u64 start_virt;
    if (find_symbol(kernel, "_start", &start_virt) && start_virt != kernel->facts.entry_virt)
        report_warning("%s starts at %#llx and not at _start, %#llx: write ENTRY(_start) in its linker script",
                       kernel->facts.name, (unsigned long long)kernel->facts.entry_virt, (unsigned long long)start_virt);
}

/* ENTRY_POINT() defines _start and the constant. A linker or objcopy that drops the constant's section drops its symbol as well;
 * one that keeps the symbol has kept the section, but not its bytes. */
void entry_symbol_explain_missing_config(const struct kernel_file *kernel)
{
    const char *name = kernel->facts.name;
    u64 start_virt;
    if (kernel->facts.section_table_offset == 0)
        report_note("note: %s has no section headers, so only its loadable segments were searched: "
                    "the configuration is in none of them, or the kernel was stripped of it",
                    name);
    else if (find_symbol(kernel, "ENTRY_POINT_may_appear_only_once", &start_virt))
        report_note("note: %s was linked with ENTRY_POINT(), but section .boot_config has no bytes in it: "
                    "is it the debug file of objcopy --only-keep-debug, or does the linker script say (NOLOAD)?",
                    name);
    else if (find_symbol(kernel, "_start", &start_virt))
        report_note("note: %s has _start and no section .boot_config: if _start is that of ENTRY_POINT(), "
                    "/DISCARD/ of the linker script or objcopy -R removed the section",
                    name);
}
