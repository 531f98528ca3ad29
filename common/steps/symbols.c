/* The kernel's symbols, for its stack traces and for the resident's: from the file straight to the end of the resident's facts.
 */
#include "common/base/checked.h"
#include "common/base/string.h"
#include "common/log/log.h"
#include "common/steps/steps.h"

#define SECTION_NAMES_BYTES_MAX (2 * KIB_BYTES)

/* A kernel needs no symbols: a damaged table is only worth a warning. */
void find_symbols(struct boot *b)
{
    const struct error error = elf_find_symbols(&b->kernel_file, &b->kernel, &b->symbols, &b->sections);
    if (error.code != ERR_NONE)
        log_warning("%s has a damaged symbol table: the kernel gets none", b->kernel.name);
}

static u64 table_bytes(const struct boot *b)
{
    return b->symbols.count * ELF_SYMBOL_BYTES;
}

static u64 section_names_bytes(const struct boot *b)
{
    return min_u64(b->sections.names_bytes, SECTION_NAMES_BYTES_MAX);
}

/* Symbols, their names, the names of sections. Behind the names there is always a zero, whether they have one or not. */
u64 symbols_bytes(const struct boot *b)
{
    return align_up(table_bytes(b) + b->symbols.names_bytes + 1 + section_names_bytes(b) + 1, 16);
}

static u64 offset_in_facts(const struct boot *b)
{
    return b->resident_facts.bytes - symbols_bytes(b);
}

static struct error load_names(struct boot *b, u64 file_offset, u8 *names, u64 bytes)
{
    names[bytes] = '\0';
    return bytes == 0 ? OK : reader_read(&b->kernel_file, file_offset, names, bytes);
}

struct error load_symbols(struct boot *b)
{
    u8 *table = platform_at(b->resident_facts.start_phys + offset_in_facts(b));
    u8 *names = table + table_bytes(b), *section_names = names + b->symbols.names_bytes + 1;
    if (b->symbols.count != 0)
        TRY(reader_read(&b->kernel_file, b->symbols.file_offset, table, table_bytes(b)));
    TRY(load_names(b, b->symbols.names_file_offset, names, b->symbols.names_bytes));
    return load_names(b, b->sections.names_file_offset, section_names, section_names_bytes(b));
}

static u64 table_virt(const struct boot *b)
{
    return b->layout.resident_facts_virt + offset_in_facts(b);
}

static struct bytes view(u64 start_virt, u64 bytes)
{
    return (struct bytes) { (const u8 *)(uintptr_t)start_virt, (size_t)bytes };
}

void tell_resident_symbols(const struct boot *b, struct resident_facts *facts)
{
    const u64 names_virt = table_virt(b) + table_bytes(b);
    facts->symbols = view(table_virt(b), table_bytes(b));
    facts->symbol_names = view(names_virt, b->symbols.names_bytes);
    facts->section_names = view(names_virt + b->symbols.names_bytes + 1, section_names_bytes(b));
}

void write_symbols(const struct boot *b, struct boot_info *info)
{
    if (b->symbols.count == 0)
        return;
    info->symbols = (const void *)(uintptr_t)table_virt(b);
    info->symbol_count = b->symbols.count;
    info->symbol_names = (const char *)(uintptr_t)(table_virt(b) + table_bytes(b));
    info->symbol_names_bytes = b->symbols.names_bytes;
}
