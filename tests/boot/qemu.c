/* Starting QEMU, waiting for it, reading what it left. Software emulation only: it behaves the same on every host. */
#include "tests/boot/qemu.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define OVMF_FOLDER        "/usr/share/OVMF"
#define DEFAULT_MEMORY_MIB 128
#define DEFAULT_TIMEOUT_S  60
#define DIRT               0xd1
#define TAIL_BYTES         3000

static uint32_t memory_mib(const struct boot_row *row)
{
    return row->memory_mib ? row->memory_mib : DEFAULT_MEMORY_MIB;
}

/* QEMU's memory starts with the content of a file, which is not written to. Virtual machines alone have clean memory. */
static void add_dirty_memory(const struct boot_row *row, struct command *command)
{
    char path[PATH_BYTES];
    size_t bytes = (size_t)memory_mib(row) << 20;
    path_format(path, "build/boot/dirty-%u", memory_mib(row));
    int lock = lock_take("build/boot/dirty.lock");
    if (!file_exists(path)) {
        void *dirt = malloc(bytes);
        cr_assert(dirt != NULL);
        memset(dirt, DIRT, bytes);
        file_write(path, dirt, bytes);
        free(dirt);
    }
    lock_drop(lock);
    command_add(command, "-object");
    command_add(command, "memory-backend-file,id=ram,share=off,size=%zu,mem-path=%s", bytes, path);
}

static void add_display(const struct boot_row *row, struct command *command)
{
    command_add(command, "-vga");
    command_add(command, "%s", row->no_display || row->display ? "none" : "std");
    if (row->display) {
        command_add(command, "-device");
        command_add(command, "VGA,vgamem_mb=64,%s", row->display);
    }
}

void qemu_machine_words(const struct boot_row *row, struct command *command)
{
    command_add(command, "qemu-system-x86_64");
    command_add(command, "-machine");
    command_add(command, "%s,accel=tcg%s", row->machine ? row->machine : "q35", row->dirty_memory ? ",memory-backend=ram" : "");
    if (row->dirty_memory)
        add_dirty_memory(row, command);
    command_add(command, "-m");
    command_add(command, "%u", memory_mib(row));
    command_add(command, "-cpu");
    command_add(command, "%s", row->cpu ? row->cpu : "qemu64");
    command_add(command, "-smp");
    command_add(command, "%u", row->cpu_count ? row->cpu_count : 1);
    command_add(command, "-nodefaults");
    command_add(command, "-no-reboot");
    command_add(command, "-display");
    command_add(command, "none");
    add_display(row, command);
    if (row->screen != SCREEN_UNSEEN)
        return; /* there is no exit device, so that the loader and the kernel leave the machine on */
    command_add(command, "-device");
    command_add(command, "isa-debug-exit,iobase=0xf4,iosize=4");
    command_add(command, "-fw_cfg");
    command_add(command, "name=opt/org.lintel/exit-device,string=1");
}

/* A disk, and what it is attached to where the machine has no such controller of its own. */
static const struct disk_words {
    const char *controller, *device;
} disk_words[] = {
    [DISK_AHCI] = { "ahci,id=sata", "ide-hd,bus=sata.0" },
    [DISK_VIRTIO] = { NULL, "virtio-blk-pci" },
    [DISK_IDE] = { "piix3-ide,id=pata", "ide-hd,bus=pata.0" },
    [DISK_VIRTIO_SCSI] = { "virtio-scsi-pci,id=scsi", "scsi-hd,bus=scsi.0" },
    [DISK_NVME] = { NULL, "nvme,serial=lintel" },
    [DISK_USB] = { "qemu-xhci,id=usb", "usb-storage,bus=usb.0" },
    [CD_AHCI] = { "ahci,id=sata", "ide-cd,bus=sata.0" },
    [CD_IDE] = { "piix3-ide,id=pata", "ide-cd,bus=pata.0" },
    [DISK_FLOPPY] = { "isa-fdc", "floppy" }, /* it has no bootindex: a BIOS starts from it first */
};

void qemu_disk_words(const struct boot_row *row, const char *image_path, bool boot_first, struct command *command)
{
    const struct disk_words *words = &disk_words[row->disk];
    char limit[40] = "";
    if (row->disk_mib_s)
        snprintf(limit, sizeof(limit), ",throttling.bps-read=%u", row->disk_mib_s << 20);
    command_add(command, "-drive");
    command_add(command, "if=none,id=disk,format=raw,snapshot=on%s,file=%s", limit, image_path);
    if (words->controller) {
        command_add(command, "-device");
        command_add(command, "%s", words->controller);
    }
    char sectors[80] = "";
    if (row->sector_bytes)
        snprintf(sectors, sizeof(sectors), ",logical_block_size=%u,physical_block_size=%u", row->sector_bytes, row->sector_bytes);
    command_add(command, "-device");
    command_add(command, "%s,drive=disk%s%s", words->device, sectors,
                boot_first && row->disk != DISK_FLOPPY ? ",bootindex=0" : "");
}

void qemu_give_up_words(struct command *command)
{
    command_add(command, "-boot");
    command_add(command, "reboot-timeout=1"); /* milliseconds; and there is -no-reboot */
}

static void add_firmware(const struct boot_row *row, const struct qemu *qemu, struct command *command)
{
    const char *build = row->small_ovmf ? "" : "_4M";
    char original_vars[PATH_BYTES], vars[PATH_BYTES];
    path_format(original_vars, "%s/OVMF_VARS%s.fd", OVMF_FOLDER, build);
    path_format(vars, "%s/vars.fd", qemu->folder);
    file_copy(original_vars, vars);
    command_add(command, "-drive");
    command_add(command, "if=pflash,format=raw,unit=0,readonly=on,file=%s/OVMF_CODE%s.fd", OVMF_FOLDER, build);
    command_add(command, "-drive");
    command_add(command, "if=pflash,format=raw,unit=1,file=%s", vars);
}

/* With -nodefaults there is no UART unless one is asked for. */
static void add_wires(const struct boot_row *row, const struct qemu *qemu, struct command *command)
{
    if (!row->no_uart) {
        command_add(command, "-serial");
        command_add(command, "file:%s/serial.log", qemu->folder);
    }
    command_add(command, "-debugcon");
    command_add(command, "file:%s/debugcon.log", qemu->folder);
    command_add(command, "-qmp");
    command_add(command, "unix:%s/qmp,server=on,wait=off", qemu->folder);
}

/* What an earlier run left must not be taken for this one's: its logs, and a socket that nobody listens at. */
static void remove_leftovers(const char *folder)
{
    static const char *const names[] = { "serial.log", "debugcon.log", "qmp" };
    char path[PATH_BYTES];
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        path_format(path, "%s/%s", folder, names[i]);
        unlink(path);
    }
}

uint64_t qemu_timeout_ms(void)
{
    const char *seconds = getenv("BOOT_TIMEOUT_SECONDS");
    return 1000 * (seconds ? strtoull(seconds, NULL, 10) : DEFAULT_TIMEOUT_S);
}

void qemu_start(struct qemu *qemu, const struct boot_row *row, const char *folder, struct command *command)
{
    char log[PATH_BYTES];
    *qemu = (struct qemu) { 0 };
    path_format(qemu->folder, "%s", folder);
    path_format(qemu->said, "%s/%s", folder, row->no_uart ? "debugcon.log" : "serial.log");
    path_format(log, "%s/qemu.log", folder);
    make_folder(folder);
    remove_leftovers(folder);
    if (row->door == DOOR_UEFI)
        add_firmware(row, qemu, command);
    add_wires(row, qemu, command);
    qemu->pid = command_start(command, log);
    const uint64_t wanted_ms = 1000ull * row->timeout_s, usual_ms = qemu_timeout_ms();
    qemu->deadline_ms = now_ms() + (wanted_ms > usual_ms ? wanted_ms : usual_ms);
}

char *qemu_serial(const struct qemu *qemu)
{
    return file_text(qemu->said);
}

_Noreturn void qemu_fail(const struct qemu *qemu, const char *what)
{
    char path[PATH_BYTES], serial[TAIL_BYTES], log[TAIL_BYTES];
    file_tail(qemu->said, serial, sizeof(serial));
    path_format(path, "%s/qemu.log", qemu->folder);
    file_tail(path, log, sizeof(log));
    cr_assert_fail("%s\n%s ends so:\n%s\n%s", what, qemu->said, serial, log);
    abort(); /* cr_assert_fail does not return, but does not say so */
}

bool qemu_has_ended(struct qemu *qemu, int *status)
{
    int wait_status;
    if (waitpid(qemu->pid, &wait_status, WNOHANG) == 0)
        return false;
    *status = WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : -1;
    return true;
}

int qemu_wait(struct qemu *qemu)
{
    int status;
    while (!qemu_has_ended(qemu, &status)) {
        if (now_ms() > qemu->deadline_ms) {
            qemu_quit(qemu);
            qemu_fail(qemu, "the machine did not end in time");
        }
        sleep_ms(10);
    }
    return status;
}

static bool has_all(const struct qemu *qemu, const char *const *texts, size_t count)
{
    char *serial = qemu_serial(qemu);
    bool found = true;
    for (size_t i = 0; i < count && texts[i]; i++)
        found = found && strstr(serial, texts[i]);
    free(serial);
    return found;
}

void qemu_wait_serial(struct qemu *qemu, const char *const *texts, size_t count)
{
    while (!has_all(qemu, texts, count)) {
        if (now_ms() > qemu->deadline_ms || waitpid(qemu->pid, NULL, WNOHANG) != 0)
            qemu_fail(qemu, "the serial line did not say what it should");
        sleep_ms(20);
    }
}

void qemu_quit(struct qemu *qemu)
{
    kill(qemu->pid, SIGTERM);
    waitpid(qemu->pid, NULL, 0);
}
