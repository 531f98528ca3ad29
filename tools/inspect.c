/* `lintel inspect`: what a kernel asks for, with defaults resolved, and what its ELF file says; what an image holds. */
#include "tools/inspect/inspect.h"
#include "tools/base/options.h"
#include "tools/base/progress.h"
#include "tools/base/report_json.h"
#include "tools/inspect/inspect_image.h"
#include "tools/tool.h"

struct inspect_options {
    const char *path; /* of the kernel or the image */
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
    default:
        return options_parse_argument(key, value, state, "KERNEL and no IMAGE", &options->path);
    }
}

static const struct argp argp = {
    .options = option_list,
    .parser = parse_option,
    .args_doc = "KERNEL|IMAGE",
    .doc =
        "Shows KERNEL's boot configuration, one field a line with its default if it gives none, and its segments. "
        "What the loader would refuse is an error here as well. Of an IMAGE it shows table, boot code, volume, manifest, files "
        "and kernel, what of them is damaged, and whether it would boot by BIOS and by UEFI.\v"
        "For example:\n"
        "  lintel inspect kernel.elf | grep stack\n"
        "  lintel inspect --json os.img | jq .boots\n\n"
        "Exit status: 0 it boots (the image: by both), 5 it is damaged or refused, 2 usage or host error.",
};

static enum outcome finish(bool is_printed, struct error first)
{
    if (!is_printed)
        report_note("out of memory");
    return is_printed ? outcome_of(first) : OUTCOME_HOST_ERROR;
}

static bool print_kernel(const struct kernel_file *kernel, bool is_accepted, struct report_json *json)
{
    if (json == NULL) {
        inspect_print_text(kernel);
        return true;
    }
    inspect_add_json(json->root, kernel, is_accepted);
    return report_json_end(json);
}

static enum outcome inspect_kernel(const struct inspect_options *options)
{
    struct error_sink sink = report_sink();
    struct report_json json;
    struct kernel_file kernel;
    if (options->wants_json)
        report_json_begin(&json);
    (void)kernel_file_open(options->path, (struct assignments) { 0 }, &sink, &kernel); /* it has told the sink */
    const bool is_printed = print_kernel(&kernel, sink.first.code == ERR_NONE, options->wants_json ? &json : NULL);
    kernel_file_close(&kernel);
    return finish(is_printed, sink.first);
}

static enum outcome inspect_image(const struct inspect_options *options)
{
    static struct image_facts facts;
    struct progress progress = { .name = options->path, .fd = -1 };
    progress_start(&progress, true);
    const struct error first = image_facts_read(options->path, &facts);
    progress_stop(&progress);
    bool is_printed = true;
    if (options->wants_json)
        is_printed = inspect_image_print_json(&facts);
    else
        inspect_image_print_text(&facts);
    image_facts_free(&facts);
    return finish(is_printed, first);
}

enum outcome verb_inspect(int argc, char **argv)
{
    struct inspect_options options = { 0 };
    options_parse(&argp, argc, argv, &options);
    return opened_image_is_meant(options.path) ? inspect_image(&options) : inspect_kernel(&options);
}
