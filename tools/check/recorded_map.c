/* Finds the lines of a memory map in a log. Total: any text gives regions or errors. */
#include "tools/check/recorded_map.h"
#include "common/base/number.h"
#include <string.h>

/* What is left of a line. */
struct cursor {
    struct bytes rest;
};

static void step(struct cursor *at, size_t len)
{
    at->rest = (struct bytes) { at->rest.data + len, at->rest.len - len };
}

static bool take(struct cursor *at, const char *literal)
{
    const size_t len = strlen(literal);
    if (at->rest.len < len || memcmp(at->rest.data, literal, len) != 0)
        return false;
    step(at, len);
    return true;
}

static bool take_number(struct cursor *at, u32 base, u64 *number)
{
    const size_t len = number_read_digits(at->rest, base, number);
    step(at, len);
    return len > 0;
}

static bool take_hex(struct cursor *at, u64 *number)
{
    return take(at, "0x") && take_number(at, 16, number);
}

/* Up to a character, and that. */
static bool take_until(struct cursor *at, char end, struct bytes *before)
{
    const u8 *found = at->rest.len > 0 ? memchr(at->rest.data, end, at->rest.len) : NULL;
    if (found == NULL)
        return false;
    *before = (struct bytes) { at->rest.data, (size_t)(found - at->rest.data) };
    step(at, before->len + 1);
    return true;
}

/* Linux prints the last byte of a region. */
static bool take_range(struct cursor *at, struct memory_region *region)
{
    u64 last;
    if (!take_hex(at, &region->start_phys) || !take(at, "-") || !take_hex(at, &last) || !take(at, "]"))
        return false;
    region->bytes = last - region->start_phys + 1;
    return last >= region->start_phys && region->bytes != 0;
}

static bool starts_with(struct bytes text, const char *word)
{
    const size_t len = strlen(word);
    return text.len >= len && memcmp(text.data, word, len) == 0;
}

struct type_word {
    const char *word;
    u32 type, kind;
};

/* Without those that are reserved; the words are those of Linux's e820_print_type, in arch/x86/kernel/e820.c. */
static const struct type_word e820_words[] = {
    { "usable", 1, MEMORY_USABLE },
    { "ACPI data", 3, MEMORY_ACPI_RECLAIMABLE },
    { "ACPI NVS", 4, MEMORY_ACPI_NVS },
    { "unusable", 5, MEMORY_BAD },
};

/* Of Linux's memory_type_name, in drivers/firmware/efi/efi.c; types and kinds as in uefi/map.c. */
static const struct type_word efi_words[] = {
    { "Loader Code", 1, MEMORY_USABLE },
    { "Loader Data", 2, MEMORY_USABLE },
    { "Boot Code", 3, MEMORY_LOADER_RECLAIMABLE },
    { "Boot Data", 4, MEMORY_LOADER_RECLAIMABLE },
    { "Runtime Code", 5, MEMORY_EFI_RUNTIME_CODE },
    { "Runtime Data", 6, MEMORY_EFI_RUNTIME_DATA },
    { "Conventional", 7, MEMORY_USABLE },
    { "Unusable", 8, MEMORY_BAD },
    { "ACPI Reclaim", 9, MEMORY_ACPI_RECLAIMABLE },
    { "ACPI Mem", 10, MEMORY_ACPI_NVS },
};

static void set_type(struct bytes text, const struct type_word *words, size_t count, struct memory_region *region)
{
    for (size_t i = 0; i < count; i++)
        if (starts_with(text, words[i].word)) {
            region->firmware_type = words[i].type;
            region->kind = words[i].kind;
            return;
        }
}

static bool read_e820(struct cursor *at, struct memory_region *region)
{
    if (!take(at, "[mem ") || !take_range(at, region) || !take(at, " ") || at->rest.len == 0)
        return false;
    region->firmware_type = 2;
    set_type(at->rest, e820_words, COUNT_OF(e820_words), region);
    return true;
}

static bool has_word(struct bytes attributes, const char *word)
{
    return memmem(attributes.data, attributes.len, word, strlen(word)) != NULL;
}

/* As uefi/map.c has it: memory for kernels can be cached, and is nobody's special purpose or runtime services'. */
static void judge_attributes(struct bytes attributes, struct memory_region *region)
{
    const bool is_runtime = has_word(attributes, "RUN"), is_cached = has_word(attributes, "WB");
    const bool is_for_kernels = region->kind == MEMORY_USABLE || region->kind == MEMORY_LOADER_RECLAIMABLE;
    region->attributes = (is_runtime ? 1ull << 63 : 0) | (is_cached ? 0xf : 1);
    if (is_for_kernels && (is_runtime || !is_cached || has_word(attributes, "SP")))
        region->kind = MEMORY_RESERVED;
}

static bool read_efi(struct cursor *at, struct memory_region *region)
{
    u64 index;
    struct bytes type, attributes;
    if (!take_number(at, 10, &index) || !take(at, ": [") || !take_until(at, '|', &type) || !take_until(at, ']', &attributes) ||
        !take(at, " range=[") || !take_range(at, region))
        return false;
    set_type(type, efi_words, COUNT_OF(efi_words), region);
    judge_attributes(attributes, region);
    return true;
}

static bool read_lintel(struct cursor *at, struct memory_region *region)
{
    u64 kind, type;
    if (!take_hex(at, &region->start_phys) || !take(at, " + ") || !take_hex(at, &region->bytes) || !take(at, ", kind ") ||
        !take_number(at, 10, &kind) || !take(at, ", type ") || !take_number(at, 10, &type) || !take(at, ", attributes ") ||
        !take_hex(at, &region->attributes))
        return false;
    region->kind = (u32)kind;
    region->firmware_type = (u32)type;
    return kind <= UINT32_MAX && type <= UINT32_MAX && region->bytes - 1 <= UINT64_MAX - region->start_phys;
}

static const struct {
    enum recorded_kind kind;
    const char *mark;
    bool (*read)(struct cursor *at, struct memory_region *region);
} forms[] = {
    { RECORDED_E820, "BIOS-e820: ", read_e820 },
    { RECORDED_EFI, "efi: mem", read_efi },
    { RECORDED_LINTEL, "  memory 0x", read_lintel },
};
#define DIGITS_IN_MARK 2 /* "0x" at the end of the last one: it is a part of the number as well */

static struct error add(struct recorded_map *recorded, enum recorded_kind kind, struct memory_region region)
{
    if (kind > recorded->kind) {
        recorded->kind = kind;
        recorded->map.count = 0;
    }
    return kind == recorded->kind ? memory_map_add(&recorded->map, region) : OK;
}

static struct error read_line(const char *name, struct bytes line, struct recorded_map *recorded)
{
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        const size_t mark_len = strlen(forms[i].mark);
        const u8 *mark = line.len > 0 ? memmem(line.data, line.len, forms[i].mark, mark_len) : NULL;
        if (mark == NULL)
            continue;
        struct cursor at = { line };
        struct memory_region region = { .kind = MEMORY_RESERVED };
        step(&at, (size_t)(mark - line.data) + mark_len - (forms[i].kind == RECORDED_LINTEL ? DIGITS_IN_MARK : 0));
        if (!forms[i].read(&at, &region))
            return error_about(ERR_HOST_MAP_LINE, name, recorded->line_count);
        return add(recorded, forms[i].kind, region);
    }
    return OK;
}

/* The shortest line that is a region: "BIOS-e820: [mem 0x0-0x0] ?". */
#define LINE_BYTES_MIN 26

u64 recorded_map_capacity(u64 text_bytes)
{
    return text_bytes / LINE_BYTES_MIN + 1;
}

struct error recorded_map_read(const char *name, struct bytes text, struct error_sink *sink, struct recorded_map *recorded)
{
    const u64 errors_before = sink->count;
    *recorded = (struct recorded_map) { .map = { .regions = recorded->map.regions, .capacity = recorded->map.capacity } };
    for (struct cursor at = { text }; at.rest.len > 0;) {
        struct bytes line;
        if (!take_until(&at, '\n', &line)) {
            line = at.rest;
            at.rest.len = 0;
        }
        recorded->line_count++;
        error_report(sink, read_line(name, line, recorded));
    }
    if (recorded->map.count == 0 && sink->count == errors_before)
        error_report(sink, error_about(ERR_HOST_MAP_EMPTY, name, recorded->line_count));
    return sink->first;
}
