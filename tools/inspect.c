/* `lintel inspect`: what a kernel asks for, with defaults resolved, and what its ELF file says. */
#include "tools/inspect.h"
#include "include/lintel/info.h"
#include "tools/options.h"

struct inspect_options {
    const char *kernel_path;
    bool wants_json;
};

static const struct argp_option option_list[] = {
    { "json", 'j', NULL, 0, "Print one JSON object instead of lines", 0 },
    { 0 },
};

static error_t parse_option(int key, char *value, struct argp_state *state)
{
    struct inspect_options *options = state->input;
    switch (key) {
    case 'j':
        options->wants_json = true;
        return 0;
    case ARGP_KEY_ARG:
        options_take_argument(state, value, &options->kernel_path);
        return 0;
    case ARGP_KEY_END:
        if (options->kernel_path == NULL)
            argp_error(state, "no KERNEL given");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    .options = option_list,
    .parser = parse_option,
    .args_doc = "KERNEL",
    .doc = "Shows KERNEL's boot configuration, one field a line with its default if it gives none, and its segments. "
           "What the loader would refuse is an error here as well.\v"
           "For example:\n"
           "  lintel inspect kernel.elf | grep stack",
};

void inspect_permissions(const struct elf_segment *segment, char permissions[4])
{
    permissions[0] = 'r';
    permissions[1] = segment->permissions & MAP_WRITE ? 'w' : '-';
    permissions[2] = segment->permissions & MAP_EXECUTE ? 'x' : '-';
    permissions[3] = '\0';
}

bool inspect_is_as_linked(const struct kernel_file *kernel, const struct config_field *field)
{
    return field->offset == offsetof(struct boot_config, map_kernel_base) && !kernel->facts.relocatable;
}

enum outcome verb_inspect(int argc, char **argv)
{
    struct inspect_options options = { 0 };
    options_parse(&argp, argc, argv, &options);
    struct error_sink sink = report_sink();
    struct kernel_file kernel;
    (void)kernel_file_open(options.kernel_path, (struct assignments) { 0 }, &sink, &kernel); /* it has told the sink */
    bool is_printed = true;
    if (options.wants_json)
        is_printed = inspect_print_json(&kernel, sink.first.code == ERR_NONE);
    else
        inspect_print_text(&kernel);
    kernel_file_close(&kernel);
    if (!is_printed)
        report_note("out of memory");
    return is_printed ? outcome_of(sink.first) : OUTCOME_HOST_ERROR;
}
