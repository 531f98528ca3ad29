/* Opens what QEMU needs, starts it, watches it, judges. */
#include "tools/machine/machine.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define VARIABLES_MAX 4096

struct scratch_environment {
    const char *variables[VARIABLES_MAX + 1]; /* ends in NULL */
    size_t count;
    char folder[sizeof("TMPDIR=") + TEMPORARY_PATH_BYTES];
};

static void keep(struct spawn_request *request, int fd)
{
    if (fd >= 0)
        request->kept[request->kept_count++] = fd;
}

/* QEMU's snapshot=on makes a named file and removes the name a moment later: whoever ends it between the two finds it in a folder
 * that goes. Like QEMU, not below /tmp, since it may become large. */
static struct error prepare_environment(struct qemu_machine *machine, struct scratch_environment *environment)
{
    TRY(temporary_folder_make("/var/tmp", &machine->scratch));
    snprintf(environment->folder, sizeof(environment->folder), "TMPDIR=%s", machine->scratch.path);
    environment->variables[environment->count++] = environment->folder;
    for (char **variable = environ; *variable != NULL; variable++) {
        if (strncmp(*variable, "TMPDIR=", strlen("TMPDIR=")) == 0)
            continue;
        if (environment->count == VARIABLES_MAX)
            return error_about(ERR_HOST_START, QEMU_PROGRAM, E2BIG);
        environment->variables[environment->count++] = *variable;
    }
    return OK;
}

static struct error start(const struct qemu_machine *machine, const struct scratch_environment *environment, struct vm *vm,
                          int input_fd)
{
    struct qemu_command command;
    if (!qemu_command_make(machine, &command))
        return error_about(ERR_HOST_START, QEMU_PROGRAM, E2BIG);
    struct spawn_request request = {
        .arguments = command.arguments,
        .environment = environment->variables,
        .input = input_fd,
        .is_apart = machine->waits_for_gdb && machine->gdb_fd >= 0,
        .missing_code = ERR_HOST_NO_QEMU,
    };
    keep(&request, machine->image_fd);
    keep(&request, machine->folder_fd);
    keep(&request, machine->firmware.variables_fd);
    keep(&request, vm->events_fd);
    keep(&request, vm->exit_fd);
    keep(&request, vm->screen_fd);
    if (machine->waits_for_gdb)
        keep(&request, machine->gdb_fd);
    return vm_start(vm, &request);
}

static struct error open_and_run(struct qemu_machine *machine, struct vm *vm, int input_fd)
{
    struct scratch_environment environment = { 0 };
    TRY(vm_open(vm));
    TRY(prepare_environment(machine, &environment));
    machine->events_fd = vm->events_fd;
    machine->exit_fd = vm->exit_fd;
    if (machine->is_uefi)
        TRY(firmware_open(&machine->firmware));
    TRY(start(machine, &environment, vm, input_fd));
    vm_watch(vm);
    return OK;
}

struct error machine_run(struct qemu_machine *machine, struct vm *vm, int input_fd)
{
    machine->firmware.variables_fd = -1;
    return open_and_run(machine, vm, input_fd);
}

void machine_close(struct qemu_machine *machine, struct vm *vm)
{
    vm_close(vm);
    temporary_remove(&machine->scratch);
    if (machine->firmware.variables_fd >= 0)
        close(machine->firmware.variables_fd);
}

void machine_boot(struct qemu_machine *machine, struct vm *vm, int input_fd, struct verdict *verdict)
{
    struct error error = machine_run(machine, vm, input_fd);
    machine_close(machine, vm);
    if (error.code == ERR_NONE)
        verdict_of_end(vm, verdict);
    else
        verdict_of_error(error, verdict);
}
