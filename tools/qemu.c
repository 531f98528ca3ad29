/* One machine: q35 with the image on its AHCI controller where that can be. Files are passed as descriptors, so no path needs
 * QEMU's quoting and nothing has to be removed afterwards. */
#include "tools/qemu.h"
#include "common/cpu/exit_device.h"
#include <stdarg.h>
#include <stdio.h>

static void add(struct qemu_command *command, const char *argument)
{
    if (command->count < QEMU_ARGUMENTS_MAX)
        command->arguments[command->count] = argument;
    command->count++; /* beyond the maximum it says so */
}

/* An option and its value, made from a format. */
[[gnu::format(printf, 3, 4)]] static void add_made(struct qemu_command *command, const char *option, const char *format, ...)
{
    char *made = command->storage + command->stored;
    size_t room = sizeof(command->storage) - command->stored;
    va_list values;
    va_start(values, format);
    size_t len = (size_t)vsnprintf(made, room, format, values);
    va_end(values);
    if (len >= room)
        command->count = QEMU_ARGUMENTS_MAX + 1;
    else
        command->stored += len + 1;
    add(command, option);
    add(command, made);
}

static void add_machine(struct qemu_command *command, const struct qemu_machine *machine)
{
    add_made(command, "-machine", "q35,accel=%s", machine->has_kvm ? "kvm" : "tcg");
    add_made(command, "-cpu", "max");
    add_made(command, "-m", "size=%lluK", (unsigned long long)(machine->memory_bytes / KIB_BYTES));
    add(command, "-nodefaults");
    add(command, "-no-reboot"); /* a triple fault shall end the machine, not repeat */
    add_made(command, "-vga", "std");
    add_made(command, "-serial", "stdio");
    if (machine->is_headless)
        add_made(command, "-display", "none");
}

/* Nothing is written to the image: the machine's writes go to a file that QEMU throws away. */
static void add_disk(struct qemu_command *command, const struct qemu_machine *machine)
{
    add_made(command, "-drive", "if=none,id=disk,format=raw,snapshot=on,file=/proc/self/fd/%d", machine->image_fd);
    if (machine->sector_bytes == 512)
        add_made(command, "-device", "ide-hd,drive=disk,bus=ide.0,bootindex=0");
    else /* QEMU's AHCI disks know no others */
        add_made(command, "-device", "virtio-blk-pci,drive=disk,logical_block_size=%u,physical_block_size=%u,bootindex=0",
                 machine->sector_bytes, machine->sector_bytes);
}

static void add_firmware(struct qemu_command *command, const struct firmware *firmware)
{
    add_made(command, "-drive", "if=pflash,format=raw,unit=0,readonly=on,file=%s", firmware->code_path);
    add_made(command, "-drive", "if=pflash,format=raw,unit=1,file=/proc/self/fd/%d", firmware->variables_fd);
}

/* How the guest tells its end, and QEMU its reasons. */
static void add_reports(struct qemu_command *command, const struct qemu_machine *machine)
{
    add_made(command, "-device", "isa-debug-exit,iobase=0x%x,iosize=4", EXIT_DEVICE_PORT);
    add_made(command, "-fw_cfg", "name=%s,string=1", EXIT_DEVICE_FW_CFG_FILE);
    add_made(command, "-chardev", "socket,id=events,fd=%d", machine->events_fd);
    add_made(command, "-mon", "chardev=events,mode=control");
}

bool qemu_command_make(const struct qemu_machine *machine, struct qemu_command *command)
{
    *command = (struct qemu_command) { 0 };
    add(command, QEMU_PROGRAM);
    add_machine(command, machine);
    add_disk(command, machine);
    if (machine->is_uefi)
        add_firmware(command, &machine->firmware);
    add_reports(command, machine);
    for (size_t i = 0; i < machine->extra_count; i++)
        add(command, machine->extra[i]);
    return command->count <= QEMU_ARGUMENTS_MAX;
}
