/* `lintel new`: a folder with a kernel that builds, boots and is tested. */
#include "tools/base/options.h"
#include "tools/project.h"
#include "tools/tool.h"
#include <stdio.h>

struct new_options {
    const char *folder_path;
    bool is_quiet;
};

static error_t parse_option(int key, char *value, struct argp_state *state)
{
    struct new_options *options = state->input;
    if (key == ARGP_KEY_INIT)
        state->child_inputs[0] = &options->is_quiet;
    return options_parse_argument(key, value, state, "DIR", &options->folder_path);
}

static const struct argp_child children[] = { { &quiet_argp, 0, NULL, 0 }, { 0 } };
static const struct argp argp = {
    .parser = parse_option,
    .children = children,
    .args_doc = "DIR",
    .doc = "Makes DIR, or takes it if it is empty, and writes a kernel into it: main.c, console.h, the linker script kernel.ld, "
           "the test test.sh, and a Makefile that builds it with the flags of pkg-config, runs it and tests it.\v"
           "For example:\n"
           "  lintel new mykernel && make -C mykernel run\n\n"
           "The files are yours, without any condition (0BSD). Nothing is written if anything is in DIR already.",
};

enum outcome verb_new(int argc, char **argv)
{
    struct new_options options = { 0 };
    options_parse(&argp, argc, argv, &options);
    struct error error = project_write(options.folder_path);
    if (error.code != ERR_NONE)
        report_error(error);
    else if (!options.is_quiet)
        printf("%s: a kernel; `make run' there boots it, `make test' tests it\n", options.folder_path);
    return outcome_of(error);
}
