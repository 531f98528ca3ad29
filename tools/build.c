/* `lintel build`: a kernel becomes a disk image. `lintel iso` is the same but for what it makes and says. */
#include "tools/build.h"
#include "tools/entry_symbol.h"
#include "tools/image.h"
#include "tools/options.h"
#include "tools/output_file.h"
#include <stdio.h>

struct build_options {
    struct image_options image;
    const char *kernel_path, *output_path;
    bool is_iso;
};

static const struct argp_option option_list[] = {
    { "output", 'o', "IMAGE", 0, "Write the image to IMAGE (required)", 0 },
    { 0 },
};

static void check_complete(struct argp_state *state, const struct build_options *options)
{
    if (options->kernel_path == NULL)
        argp_error(state, "no KERNEL given");
    if (options->output_path == NULL)
        argp_error(state, "no output given: add -o IMAGE");
    if (options->is_iso && options->image.sector_size != NULL)
        argp_error(state, "--sector-size is for `lintel build': the sectors of CDs and sticks are what they are");
}

static error_t parse_option(int key, char *value, struct argp_state *state)
{
    struct build_options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &options->image;
        return 0;
    case 'o':
        options->output_path = value;
        return 0;
    case ARGP_KEY_ARG:
        options_take_argument(state, value, &options->kernel_path);
        return 0;
    case ARGP_KEY_END:
        check_complete(state, options);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_child children[] = { { &image_argp, 0, NULL, 0 }, { 0 } };
/* A rename would replace the input by the image. */
static struct error check_output(const char *output_path, const struct host_file *input)
{
    struct stat output;
    if (input->fd < 0 || stat(output_path, &output) != 0)
        return OK;
    if (output.st_dev == input->opened.st_dev && output.st_ino == input->opened.st_ino)
        return error_about(ERR_HOST_OUTPUT_IS_INPUT, input->path, output.st_ino);
    return OK;
}

static struct error write_output(const struct image_input *input, struct output_file *output, u64 *image_bytes)
{
    for (size_t i = 0; image_input_file(input, i) != NULL; i++)
        TRY(check_output(output->path, image_input_file(input, i)));
    TRY(output_open(output->path, output));
    TRY(image_write(input, output->fd, output->path, image_bytes));
    return output_commit(output);
}

static void print_success(const char *path, u64 image_bytes, const struct disk_kind *disk)
{
    printf("%s: %llu MiB, boots on BIOS and UEFI", path, (unsigned long long)(image_bytes / MIB_BYTES));
    if (disk->is_iso)
        printf(", from a CD and from a stick");
    if (disk->sector_bytes != 512)
        printf(", from a disk with sectors of %u bytes", disk->sector_bytes);
    printf("\n");
}

static struct error build(const struct build_options *options, struct error_sink *sink)
{
    struct image_request request = image_request_of(options->kernel_path, &options->image);
    request.is_iso = options->is_iso;
    struct image_input input;
    struct output_file output = { .path = options->output_path, .fd = -1 };
    u64 image_bytes = 0;
    (void)image_open(&request, sink, &input); /* it has told the sink */
    if (sink->first.code == ERR_CONFIG_MISSING)
        entry_symbol_explain_missing_config(&input.kernel);
    if (sink->count == 0)
        entry_symbol_check(&input.kernel);
    if (sink->count == 0)
        error_report(sink, write_output(&input, &output, &image_bytes));
    output_close(&output);
    image_close(&input);
    if (sink->count == 0)
        print_success(options->output_path, image_bytes, &input.disk);
    return sink->first;
}

enum outcome build_image(const char *doc, bool is_iso, int argc, char **argv)
{
    const struct argp argp = {
        .options = option_list, .parser = parse_option, .children = children, .args_doc = "KERNEL -o IMAGE", .doc = doc
    };
    struct build_options options = { .is_iso = is_iso };
    options_parse(&argp, argc, argv, &options);
    struct error_sink sink = report_sink();
    return outcome_of(build(&options, &sink));
}

enum outcome verb_build(int argc, char **argv)
{
    return build_image(
        "Checks KERNEL as the loader would and makes a disk image that boots it, on BIOS and on UEFI.\v"
        "For example:\n"
        "  lintel build kernel.elf -o os.img --ramdisk initrd --cmdline 'verbose=1' --set kernel_stack_size=256K\n\n"
        "The image is the same, bit by bit, for the same input. An existing IMAGE is replaced only if all went well.",
        false, argc, argv);
}
