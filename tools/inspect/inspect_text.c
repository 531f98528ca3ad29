/* `lintel inspect` for people: a line each. */
#include "tools/inspect/inspect.h"
#include <stdio.h>

static void print_line(const char *name, struct text *value)
{
    printf("%-26s %s\n", name, value->data);
}

static void print_segment(u64 index, const struct elf_segment *segment)
{
    char name[32], permissions[4], buffer[160] = "";
    struct text value = TEXT_OF(buffer);
    snprintf(name, sizeof(name), "segment %u", (unsigned)index);
    inspect_permissions(segment, permissions);
    text_add(&value, "%x %s, %u bytes, %u from file offset %x", segment->start_virt, permissions, segment->memory_bytes,
             segment->file_bytes, segment->file_offset);
    print_line(name, &value);
}

static void print_facts(const struct elf_facts *facts)
{
    char entry_buffer[32] = "", range_buffer[80] = "";
    struct text entry = TEXT_OF(entry_buffer), range = TEXT_OF(range_buffer);
    text_add(&entry, "%x", facts->entry_virt);
    text_add(&range, "%x to %x", facts->start_virt, facts->end_virt);
    printf("%-26s %s\n", "type", facts->relocatable ? "position-independent (ET_DYN)" : "fixed addresses (ET_EXEC)");
    print_line("entry", &entry);
    print_line("addresses", &range);
    for (u64 i = 0; i < facts->segment_count; i++)
        print_segment(i, &facts->segments[i]);
}

static void print_config(const struct kernel_file *kernel)
{
    char place_buffer[32] = "";
    struct text place = TEXT_OF(place_buffer);
    text_add(&place, "%x", kernel->config_offset);
    print_line("configuration at offset", &place);
    for (u64 i = 0; i < config_field_count; i++) {
        char buffer[CONFIG_BITS_TEXT_BYTES] = "";
        struct text value = TEXT_OF(buffer);
        if (inspect_is_as_linked(kernel, &config_fields[i]))
            text_add(&value, "%s", "as linked");
        else
            config_field_describe(&kernel->config, &config_fields[i], &value);
        print_line(config_fields[i].name, &value);
    }
}

void inspect_print_text(const struct kernel_file *kernel)
{
    if (kernel->has_facts)
        print_facts(&kernel->facts);
    if (kernel->has_config)
        print_config(kernel);
}
