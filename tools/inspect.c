/* `lintel inspect`: what a kernel asks for, with defaults resolved, and what its ELF file says. */
#include "include/lintel/info.h"
#include "tools/kernel_file.h"
#include "tools/options.h"
#include <stdio.h>

static error_t parse_option(int key, char *value, struct argp_state *state)
{
    const char **kernel_path = state->input;
    switch (key) {
    case ARGP_KEY_ARG:
        options_take_argument(state, value, kernel_path);
        return 0;
    case ARGP_KEY_END:
        if (*kernel_path == NULL)
            argp_error(state, "no KERNEL given");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    .parser = parse_option,
    .args_doc = "KERNEL",
    .doc = "Shows KERNEL's boot configuration, one field a line with its default if it gives none, and its segments. "
           "What the loader would refuse is an error here as well.\v"
           "For example:\n"
           "  lintel inspect kernel.elf | grep stack",
};

static void print_line(const char *name, struct text *value)
{
    printf("%-26s %s\n", name, value->data);
}

static void print_segment(u64 index, const struct elf_segment *segment)
{
    char name[32], buffer[160] = "";
    struct text value = TEXT_OF(buffer);
    snprintf(name, sizeof(name), "segment %u", (unsigned)index);
    text_add(&value, "%x r%s%s, %u bytes, %u from file offset %x", segment->start_virt,
             segment->permissions & MAP_WRITE ? "w" : "-", segment->permissions & MAP_EXECUTE ? "x" : "-", segment->memory_bytes,
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
        char buffer[80] = "";
        struct text value = TEXT_OF(buffer);
        if (config_fields[i].offset == offsetof(struct boot_config, map_kernel_base) && !kernel->facts.relocatable)
            text_add(&value, "%s", "as linked");
        else
            config_field_describe(&kernel->config, &config_fields[i], &value);
        print_line(config_fields[i].name, &value);
    }
}

enum outcome verb_inspect(int argc, char **argv)
{
    const char *kernel_path = NULL;
    options_parse(&argp, argc, argv, &kernel_path);
    struct error_sink sink = report_sink();
    struct kernel_file kernel;
    (void)kernel_file_open(kernel_path, (struct assignments) { 0 }, &sink, &kernel); /* it has told the sink */
    if (kernel.has_facts)
        print_facts(&kernel.facts);
    if (kernel.has_config)
        print_config(&kernel);
    kernel_file_close(&kernel);
    return outcome_of(sink.first);
}
