/* Opens what QEMU needs, starts it, watches it, judges. */
#include "tools/machine.h"
#include <errno.h>
#include <unistd.h>

static void keep(struct spawn_request *request, int fd)
{
    if (fd >= 0)
        request->kept[request->kept_count++] = fd;
}

static struct error start(const struct qemu_machine *machine, struct vm *vm, int input_fd)
{
    struct qemu_command command;
    if (!qemu_command_make(machine, &command))
        return error_about(ERR_HOST_TOOL, QEMU_PROGRAM, E2BIG);
    struct spawn_request request = {
        .arguments = command.arguments,
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
    TRY(vm_open(vm));
    machine->events_fd = vm->events_fd;
    machine->exit_fd = vm->exit_fd;
    if (machine->is_uefi)
        TRY(firmware_open(&machine->firmware));
    TRY(start(machine, vm, input_fd));
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
