/* Opens and checks what goes into it, writes it, says so. */
#include "tools/product.h"
#include "tools/base/output_file.h"
#include "tools/kernel/entry_symbol.h"
#include <stdio.h>

struct making {
    const struct product *product;
    struct image_options image;
    const char *kernel_path, *output_path;
};

static void check_complete(struct argp_state *state, const struct making *making)
{
    if (making->kernel_path == NULL)
        argp_error(state, "no KERNEL given");
    if (making->output_path == NULL || making->output_path[0] == '\0')
        argp_error(state, "no output given: add -o %s", making->product->output_word);
    if (output_is_standard(making->output_path))
        argp_error(state, "-o -: %s", making->product->no_stream);
    making->product->check_options(state, &making->image);
}

static error_t parse_option(int key, char *value, struct argp_state *state)
{
    struct making *making = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &making->image;
        state->child_inputs[1] = &making->image.is_quiet;
        return 0;
    case 'o':
        making->output_path = value;
        return 0;
    case ARGP_KEY_ARG:
        options_take_argument(state, value, &making->kernel_path);
        return 0;
    case ARGP_KEY_END:
        check_complete(state, making);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void parse(int argc, char **argv, struct making *making)
{
    const struct product *product = making->product;
    char arguments[32];
    snprintf(arguments, sizeof(arguments), "KERNEL -o %s", product->output_word);
    const struct argp_option options[] = { { "output", 'o', product->output_word, 0, product->output_help, 0 }, { 0 } };
    const struct argp_child children[] = { { product->image_argp, 0, NULL, 0 }, { &quiet_argp, 0, NULL, 0 }, { 0 } };
    const struct argp argp = {
        .options = options, .parser = parse_option, .children = children, .args_doc = arguments, .doc = product->doc
    };
    options_parse(&argp, argc, argv, making);
}

static struct error make(const struct making *making, struct error_sink *sink)
{
    struct image_request request = image_request_of(making->kernel_path, &making->image);
    request.is_iso = making->product->is_iso;
    struct image_input input;
    char buffer[128] = "";
    struct text said = TEXT_OF(buffer);
    (void)image_open(&request, sink, &input); /* it has told the sink */
    if (sink->count == 0)
        entry_symbol_check(&input.kernel);
    if (sink->count == 0)
        error_report(sink, making->product->write(&input, making->output_path, &said));
    image_close(&input);
    if (sink->count == 0 && !making->image.is_quiet)
        printf("%s: %s\n", making->output_path, said.data);
    return sink->first;
}

enum outcome product_make(const struct product *product, int argc, char **argv)
{
    struct making making = { .product = product };
    parse(argc, argv, &making);
    struct error_sink sink = report_sink();
    return outcome_of(make(&making, &sink));
}
