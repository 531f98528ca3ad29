/* `lintel run`: boots a kernel or an image in QEMU and says how it went. */
#include "tools/machine/debugger_commands.h"
#include "tools/machine/machine.h"
#include "tools/machine/run_options.h"
#include "tools/tool.h"
#include <stdio.h>
#include <unistd.h>

/* The terminal belongs to QEMU only if it is ours to give: from the background, touching it would stop the machine. */
static int serial_input(void)
{
    return isatty(STDIN_FILENO) && tcgetpgrp(STDIN_FILENO) != getpgrp() ? SPAWN_NONE : STDIN_FILENO;
}

static enum outcome open_source(const struct run_options *options, struct boot_source *source)
{
    const enum outcome opened = run_source_open(options, source);
    if (opened != OUTCOME_PASS || !options->waits_for_gdb || source->kernel_path == NULL)
        return opened;
    const struct error error = gdb_check_path(source->kernel_path);
    if (error.code != ERR_NONE) {
        report_error(error);
        boot_source_close(source);
    }
    return outcome_of(error);
}

/* For whoever starts the debugger. */
static void tell_debugger_commands(const char *kernel_path, unsigned port)
{
    report_note("the machine stands still at the kernel's entry; in gdb:");
    fprintf(stderr, "target remote localhost:%u\n", port);
    gdb_write_kernel_commands(kernel_path, stderr);
}

static void boot(const struct run_options *options, const struct boot_source *source, struct verdict *verdict)
{
    struct qemu_machine machine = run_machine_of(options, source);
    struct vm vm = { .output.fd = STDOUT_FILENO,
                     .screen_fd = -1,
                     .timeout_seconds = options->timeout_seconds,
                     .has_window = !options->is_headless };
    machine.extra = options->extra;
    machine.extra_count = options->extra_count;
    machine.waits_for_gdb = options->waits_for_gdb;
    machine.gdb_fd = -1;
    machine.gdb_port = options->gdb_port;
    struct error error = machine_run(&machine, &vm, serial_input());
    if (error.code == ERR_NONE && vm.end.how == VM_PAUSED) {
        if (!options->image.is_quiet)
            tell_debugger_commands(source->kernel_path, options->gdb_port);
        vm_go_on(&vm);
    }
    machine_close(&machine, &vm);
    if (error.code == ERR_NONE)
        verdict_of_end(&vm, verdict);
    else
        verdict_of_error(error, verdict);
}

enum outcome verb_run(int argc, char **argv)
{
    struct run_options options;
    struct boot_source source;
    struct verdict verdict = { 0 };
    run_options_parse(argc, argv, &options);
    const enum outcome opened = open_source(&options, &source);
    if (opened != OUTCOME_PASS)
        return opened;
    boot(&options, &source, &verdict);
    boot_source_close(&source);
    return verdict_tell(&verdict);
}
