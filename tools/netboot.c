/* `lintel netboot`: a kernel becomes a folder for a TFTP server. */
#include "tools/entry_symbol.h"
#include "tools/netboot_folder.h"
#include "tools/options.h"
#include <stdio.h>

struct netboot_options {
    struct image_options image;
    const char *kernel_path, *output_path;
};

static const struct argp_option option_list[] = {
    { "output", 'o', "DIR", 0, "Write the folder to DIR (required)", 0 },
    { 0 },
};

static void check_complete(struct argp_state *state, const struct netboot_options *options)
{
    if (options->kernel_path == NULL)
        argp_error(state, "no KERNEL given");
    if (options->output_path == NULL || options->output_path[0] == '\0')
        argp_error(state, "no output given: add -o DIR");
    if (options->image.table != NULL || options->image.sector_size != NULL)
        argp_error(state, "--table and --sector-size are for disks");
}

static error_t parse_option(int key, char *value, struct argp_state *state)
{
    struct netboot_options *options = state->input;
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
static const struct argp argp = {
    .options = option_list,
    .parser = parse_option,
    .children = children,
    .args_doc = "KERNEL -o DIR",
    .doc = "Checks KERNEL as the loader would and makes a folder that boots it from a TFTP server, on BIOS and on UEFI by PXE.\v"
           "For example:\n"
           "  lintel netboot kernel.elf -o /srv/tftp/lintel --ramdisk initrd\n\n"
           "BIOS machines are to be given lintel.nbp as their boot file, UEFI machines BOOTX64.EFI: docs/netboot.md has the "
           "lines for dnsmasq. An existing DIR is replaced if there is nothing in it but what this verb writes.",
};

static struct error netboot(const struct netboot_options *options, struct error_sink *sink)
{
    struct image_request request = image_request_of(options->kernel_path, &options->image);
    struct image_input input;
    (void)image_open(&request, sink, &input); /* it has told the sink */
    if (sink->first.code == ERR_CONFIG_MISSING)
        entry_symbol_explain_missing_config(&input.kernel);
    if (sink->count == 0)
        entry_symbol_check(&input.kernel);
    if (sink->count == 0)
        error_report(sink, netboot_folder_check(options->output_path, &input));
    if (sink->count == 0)
        error_report(sink, netboot_folder_write(options->output_path, &input));
    image_close(&input);
    if (sink->count == 0)
        printf("%s: boots on BIOS by %s and on UEFI by %s\n", options->output_path, NETBOOT_BIOS_PATH + 1, NETBOOT_UEFI_PATH + 1);
    return sink->first;
}

enum outcome verb_netboot(int argc, char **argv)
{
    struct netboot_options options = { 0 };
    options_parse(&argp, argc, argv, &options);
    struct error_sink sink = report_sink();
    return outcome_of(netboot(&options, &sink));
}
