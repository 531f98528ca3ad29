/* The kernel's symbols, for its stack traces: from the file straight to the end of the boot_info block. */
#include "common/base/checked.h"
#include "common/log/log.h"
#include "common/steps/steps.h"

/* A kernel needs no symbols: a damaged table is only worth a warning. */
void find_symbols(struct boot *b)
{
    const struct error error = elf_find_symbols(&b->kernel_file, &b->kernel, &b->symbols);
    if (error.code != ERR_NONE)
        log_warning("%s has a damaged symbol table: the kernel gets none", b->kernel.name);
}

static u64 table_bytes(const struct boot *b)
{
    return b->symbols.count * ELF_SYMBOL_BYTES;
}

/* Behind the names there is always a zero, whether they have one or not. */
u64 symbols_bytes(const struct boot *b)
{
    return b->symbols.count != 0 ? align_up(table_bytes(b) + b->symbols.names_bytes + 1, 16) : 0;
}

static u64 offset_in_block(const struct boot *b)
{
    return b->boot_info.bytes - symbols_bytes(b);
}

struct error load_symbols(struct boot *b)
{
    u8 *memory = platform_at(b->boot_info.start_phys + offset_in_block(b));
    if (b->symbols.count == 0)
        return OK;
    u8 *names = memory + table_bytes(b);
    TRY(reader_read(&b->kernel_file, b->symbols.file_offset, memory, table_bytes(b)));
    TRY(reader_read(&b->kernel_file, b->symbols.names_file_offset, names, b->symbols.names_bytes));
    names[b->symbols.names_bytes] = '\0';
    return OK;
}

void write_symbols(const struct boot *b, struct boot_info *info)
{
    if (b->symbols.count == 0)
        return;
    const u64 start_virt = b->layout.boot_info_virt + offset_in_block(b);
    info->symbols = (const void *)(uintptr_t)start_virt;
    info->symbol_count = b->symbols.count;
    info->symbol_names = (const char *)(uintptr_t)(start_virt + table_bytes(b));
    info->symbol_names_bytes = b->symbols.names_bytes;
}
