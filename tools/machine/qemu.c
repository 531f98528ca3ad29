/* One machine: q35 if its medium does not want an older one. Files are passed as descriptors, so no path needs
 * QEMU's quoting and nothing has to be removed afterwards. */
#include "tools/machine/qemu.h"
#include "common/cpu/debugger.h"
#include "common/cpu/exit_device.h"
#include "tools/image/netboot_folder.h"
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
    add_made(command, "-machine", "%s,accel=%s", machine->medium->machine, machine->has_kvm ? "kvm" : "tcg");
    add_made(command, "-cpu", "%s", machine->cpu != NULL ? machine->cpu : "max");
    if (machine->cpu_count > 0)
        add_made(command, "-smp", "%u", machine->cpu_count);
    add_made(command, "-m", "size=%lluK", (unsigned long long)(machine->memory_bytes / KIB_BYTES));
    add(command, "-nodefaults");
    add(command, "-no-reboot");   /* a triple fault shall end the machine, not repeat */
    add(command, "-no-shutdown"); /* it stands still at its end, so that its screen can be kept; vm.c ends it */
    add_made(command, "-vga", "std");
    add_made(command, "-serial", "stdio");
    if (machine->is_headless)
        add_made(command, "-display", "none");
}

/* QEMU gives addresses and files itself, on a network that reaches nothing else. UEFI has drivers of its own for the card, and
 * newer ones want chance for every connection; on BIOS the card's ROM is what starts, and where there is no IPv6 it waits for it
 * for thirteen seconds. UEFI would try IPv6 first. */
static void add_network(struct qemu_command *command, const struct qemu_machine *machine)
{
    add_made(command, "-netdev", "user,id=net,restrict=on%s,tftp=/proc/self/fd/%d,bootfile=%s",
             machine->is_uefi ? ",ipv6=off" : "", machine->folder_fd,
             machine->is_uefi ? NETBOOT_UEFI_PATH + 1 : NETBOOT_BIOS_PATH + 1);
    add_made(command, "-device", "%s,netdev=net,bootindex=0%s", machine->medium->device, machine->is_uefi ? ",romfile=" : "");
    if (machine->is_uefi)
        add_made(command, "-device", "virtio-rng-pci");
}

/* Nothing is written to the image: the machine's writes go to a file that QEMU throws away. */
static void add_disk(struct qemu_command *command, const struct qemu_machine *machine)
{
    const struct medium *medium = machine->medium;
    add_made(command, "-drive", "if=none,id=disk,format=raw,snapshot=on,file=/proc/self/fd/%d", machine->image_fd);
    if (medium->controller != NULL)
        add_made(command, "-device", "%s", medium->controller);
    if (machine->sector_bytes == 512)
        add_made(command, "-device", "%s,drive=disk,bootindex=0", medium->device);
    else
        add_made(command, "-device", "%s,drive=disk,bootindex=0,logical_block_size=%u,physical_block_size=%u", medium->device,
                 machine->sector_bytes, machine->sector_bytes);
}

static void add_firmware(struct qemu_command *command, const struct firmware *firmware)
{
    add_made(command, "-drive", "if=pflash,format=raw,unit=0,readonly=on,file=%s", firmware->code_path);
    add_made(command, "-drive", "if=pflash,format=raw,unit=1,file=/proc/self/fd/%d", firmware->variables_fd);
}

/* isa-debug-exit ends QEMU, before anybody could look at the screen. A serial port in its place only tells us, and takes 32-bit
 * writes as well; the price is that ACPI describes it, as a second serial port. */
static void add_exit_device(struct qemu_command *command, const struct qemu_machine *machine)
{
    add_made(command, "-fw_cfg", "name=%s,string=1", EXIT_DEVICE_FW_CFG_FILE);
    if (machine->exit_fd < 0) {
        add_made(command, "-device", "isa-debug-exit,iobase=0x%x,iosize=4", EXIT_DEVICE_PORT);
        return;
    }
    add_made(command, "-chardev", "socket,id=exit,fd=%d", machine->exit_fd);
    add_made(command, "-device", "isa-serial,iobase=0x%x,chardev=exit", EXIT_DEVICE_PORT);
}

static void add_monitor(struct qemu_command *command, const struct qemu_machine *machine)
{
    add_made(command, "-chardev", "socket,id=events,fd=%d", machine->events_fd);
    add_made(command, "-mon", "chardev=events,mode=control");
}

static void add_debugger(struct qemu_command *command, const struct qemu_machine *machine)
{
    add_made(command, "-fw_cfg", "name=" DEBUGGER_KERNEL_FW_CFG_FILE ",string=1");
    if (machine->waits_in_loader)
        add_made(command, "-fw_cfg", "name=" DEBUGGER_LOADER_FW_CFG_FILE ",string=1");
    add_made(command, "-device", "pvpanic");
    add_made(command, "-action", "panic=pause");
    if (machine->gdb_fd < 0) {
        add_made(command, "-gdb", "tcp:localhost:%u", machine->gdb_port);
        return;
    }
    add_made(command, "-chardev", "socket,id=gdb,fd=%d,server=on,wait=off", machine->gdb_fd);
    add_made(command, "-gdb", "chardev:gdb");
}

bool qemu_command_make(const struct qemu_machine *machine, struct qemu_command *command)
{
    *command = (struct qemu_command) { 0 };
    add(command, QEMU_PROGRAM);
    add_machine(command, machine);
    if (machine->medium->is_network)
        add_network(command, machine);
    else
        add_disk(command, machine);
    if (machine->is_uefi)
        add_firmware(command, &machine->firmware);
    add_exit_device(command, machine);
    add_monitor(command, machine);
    if (machine->waits_for_gdb)
        add_debugger(command, machine);
    for (size_t i = 0; i < machine->extra_count; i++)
        add(command, machine->extra[i]);
    return command->count <= QEMU_ARGUMENTS_MAX;
}
