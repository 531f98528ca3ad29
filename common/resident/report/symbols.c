/* Which function an address lies in, by the kernel's own symbol table. */
#include "common/elf/elf.h"
#include "common/resident/report/report.h"

/* Elf64_Sym: System V ABI, gABI 4.1 chapter 4. */
enum { SYM_NAME = 0, SYM_INFO = 4, SYM_SECTION = 6, SYM_VALUE = 8, SYM_BYTES = 16 };
enum { TYPE_NONE = 0, TYPE_FUNCTION = 2, SECTION_UNDEFINED = 0, SECTION_ABSOLUTE = 0xfff1 };

#define NAME_LEN_MAX 64

/* Assembly's labels often have neither type nor size; with a size, the address must lie inside. */
static bool is_candidate(const u8 *symbol, u64 linked_virt)
{
    const u32 type = symbol[SYM_INFO] & 15u, section = load_u16(symbol + SYM_SECTION);
    const u64 offset = linked_virt - load_u64(symbol + SYM_VALUE), bytes = load_u64(symbol + SYM_BYTES);
    return (type == TYPE_FUNCTION || type == TYPE_NONE) && section != SECTION_UNDEFINED && section != SECTION_ABSOLUTE &&
           linked_virt >= load_u64(symbol + SYM_VALUE) && (bytes == 0 || offset < bytes);
}

/* The nearest below; of two at the same place, the function. */
static bool is_better(const u8 *symbol, const u8 *best)
{
    if (best == NULL)
        return true;
    const u64 value = load_u64(symbol + SYM_VALUE), best_value = load_u64(best + SYM_VALUE);
    return value > best_value || (value == best_value && (symbol[SYM_INFO] & 15u) == TYPE_FUNCTION);
}

static const u8 *find(const struct resident_facts *facts, u64 linked_virt)
{
    const u8 *best = NULL;
    for (u64 offset = 0; offset + ELF_SYMBOL_BYTES <= facts->symbols.len; offset += ELF_SYMBOL_BYTES) {
        const u8 *symbol = facts->symbols.data + offset;
        if (is_candidate(symbol, linked_virt) && is_better(symbol, best))
            best = symbol;
    }
    return best;
}

void say_name(struct report *report, struct bytes names, u64 offset)
{
    for (u64 at = offset; at < names.len && at - offset < NAME_LEN_MAX && names.data[at] > ' ' && names.data[at] <= '~'; at++)
        text_add_bytes(&report->line, (const char *)names.data + at, 1);
}

void say_symbol(struct report *report, u64 virt, u64 inside_virt)
{
    const struct resident_facts *facts = report->facts;
    const u8 *symbol = find(facts, inside_virt - facts->kernel_slide);
    if (symbol == NULL)
        return;
    say(report, " ");
    say_name(report, facts->symbol_names, load_u32(symbol + SYM_NAME));
    say(report, "+%x", virt - facts->kernel_slide - load_u64(symbol + SYM_VALUE));
}
