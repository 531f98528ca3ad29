/* `lintel new`: a folder with a kernel that builds, boots and is tested. */
#include "tools/options.h"
#include "tools/project.h"
#include <stdio.h>

static error_t parse_option(int key, char *value, struct argp_state *state)
{
    return options_parse_argument(key, value, state, "DIR", state->input);
}

static const struct argp argp = {
    .parser = parse_option,
    .args_doc = "DIR",
    .doc = "Makes DIR, or takes it if it is empty, and writes a kernel into it: main.c, console.h, and a Makefile that builds it "
           "with "
           "the flags of pkg-config, runs it and tests it.\v"
           "For example:\n"
           "  lintel new mykernel && make -C mykernel run\n\n"
           "The files are yours, without any condition (0BSD). Nothing is written if anything is in DIR already.",
};

enum outcome verb_new(int argc, char **argv)
{
    const char *folder_path = NULL;
    options_parse(&argp, argc, argv, &folder_path);
    struct error error = project_write(folder_path);
    if (error.code != ERR_NONE)
        report_error(error);
    else
        printf("%s: a kernel; `make run' there boots it, `make test' tests it\n", folder_path);
    return outcome_of(error);
}
