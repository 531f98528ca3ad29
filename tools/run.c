/* `lintel run`: boots a kernel or an image in QEMU and says how it went. */
#include "common/cpu/exit_device.h"
#include "tools/disk_image.h"
#include "tools/output_file.h"
#include "tools/run_options.h"
#include "tools/vm.h"
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void build_unnamed(const struct run_options *options, struct error_sink *sink, struct disk_image *image)
{
    struct image_request request = image_request_of(options->path, &options->image);
    struct image_input input;
    u64 image_bytes;
    (void)image_open(&request, sink, &input); /* it has told the sink */
    if (sink->count == 0)
        error_report(sink, output_open_unnamed(&image->fd));
    if (sink->count == 0)
        error_report(sink, image_write(&input, image->fd, "the temporary image", &image_bytes));
    image->sector_bytes = input.disk.sector_bytes;
    image_close(&input);
}

/* The terminal belongs to QEMU only if it is ours to give: from the background, touching it would stop the machine. */
static int serial_input(void)
{
    return isatty(STDIN_FILENO) && tcgetpgrp(STDIN_FILENO) != getpgrp() ? SPAWN_NONE : STDIN_FILENO;
}

static struct error start_machine(const struct qemu_machine *machine, struct vm *vm, struct vm_end *end)
{
    struct qemu_command command;
    if (!qemu_command_make(machine, &command))
        return error_about(ERR_HOST_TOOL, QEMU_PROGRAM, E2BIG);
    struct spawn_request request = {
        .arguments = command.arguments,
        .input = serial_input(),
        .kept = { machine->image_fd, vm->events_fd, machine->firmware.variables_fd },
        .kept_count = machine->is_uefi ? 3 : 2,
        .missing_code = ERR_HOST_NO_QEMU,
    };
    return vm_run(vm, &request, end);
}

static struct error boot_machine(const struct run_options *options, const struct disk_image *image, struct vm *vm,
                                 struct vm_end *end)
{
    if (!options->is_uefi && image->sector_bytes != QEMU_BIOS_SECTOR_BYTES)
        return error_about(ERR_HOST_SECTORS_FOR_BIOS, options->path, image->sector_bytes);
    struct qemu_machine machine = {
        .image_fd = image->fd,
        .sector_bytes = image->sector_bytes,
        .is_uefi = options->is_uefi,
        .is_headless = options->is_headless,
        .has_kvm = options->may_use_kvm && kvm_is_usable(),
        .memory_bytes = options->memory_bytes,
        .extra = options->extra,
        .extra_count = options->extra_count,
    };
    if (options->is_uefi)
        TRY(firmware_open(&machine.firmware));
    TRY(vm_open(vm));
    machine.events_fd = vm->events_fd;
    return start_machine(&machine, vm, end);
}

static enum outcome judge_switched_off(const struct vm_end *end)
{
    if (!end->was_reset)
        return OUTCOME_PASS; /* by the kernel, or by closing the window */
    if (end->was_refused)
        return OUTCOME_REFUSED;
    report_note("the kernel reset the machine: a triple fault, if it did not mean to");
    return OUTCOME_FAULT;
}

/* isa-debug-exit makes QEMU end with twice the code plus one. */
static enum outcome judge_status(int status, const struct vm_end *end)
{
    switch (status) {
    case 0:
        return judge_switched_off(end);
    case EXIT_PASS << 1 | 1:
        return OUTCOME_PASS;
    case EXIT_FAIL << 1 | 1:
        return OUTCOME_FAIL;
    case EXIT_FAULT << 1 | 1:
        return OUTCOME_FAULT;
    case EXIT_REFUSED << 1 | 1:
        return OUTCOME_REFUSED;
    default:
        break;
    }
    if (status > 1 && status % 2 == 1) {
        report_note("the kernel ended the machine with code 0x%x; 0x10 is a pass, 0x11 a fail", (unsigned)status / 2);
        return OUTCOME_FAIL;
    }
    report_error(error_about(ERR_HOST_TOOL, QEMU_PROGRAM, (u64)status));
    return OUTCOME_HOST_ERROR;
}

static enum outcome judge_time_out(const struct vm_end *end, unsigned timeout_seconds)
{
    if (end->was_refused)
        return OUTCOME_REFUSED; /* the machine has said why */
    report_note("nothing ended the machine within %u s: the kernel hangs, or needs a longer --timeout", timeout_seconds);
    return OUTCOME_HANG;
}

/* Ends us as the signal would have, so that a shell or make sees it. */
static enum outcome end_by_signal(int signal_number)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal_number);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    return OUTCOME_HOST_ERROR;
}

static enum outcome judge(const struct vm_end *end, unsigned timeout_seconds)
{
    if (end->how == VM_TIMED_OUT)
        return judge_time_out(end, timeout_seconds);
    if (end->how == VM_INTERRUPTED)
        return end_by_signal(end->signal);
    if (WIFEXITED(end->status))
        return judge_status(WEXITSTATUS(end->status), end);
    report_note("QEMU was ended by signal %d", WTERMSIG(end->status));
    return OUTCOME_HOST_ERROR;
}

static enum outcome boot_and_judge(const struct run_options *options, const struct disk_image *image)
{
    struct vm vm = { .events_fd = -1, .events_watch_fd = -1, .timeout_seconds = options->timeout_seconds };
    struct vm_end end = { 0 };
    struct error error = boot_machine(options, image, &vm, &end);
    vm_close(&vm);
    if (error.code == ERR_NONE)
        return judge(&end, options->timeout_seconds);
    report_error(error);
    return outcome_of(error);
}

enum outcome verb_run(int argc, char **argv)
{
    struct run_options options;
    struct error_sink sink = report_sink();
    run_options_parse(argc, argv, &options);
    struct disk_image image;
    bool is_image = disk_image_open(options.path, &image);
    if (is_image && image_options_given(&options.image)) {
        report_note("%s is an image already: the options of `lintel build` are for a kernel", options.path);
        return OUTCOME_HOST_ERROR;
    }
    if (!is_image)
        build_unnamed(&options, &sink, &image);
    if (sink.count > 0)
        return outcome_of(sink.first);
    enum outcome outcome = boot_and_judge(&options, &image);
    close(image.fd);
    return outcome;
}
