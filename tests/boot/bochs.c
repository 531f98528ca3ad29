/* A second BIOS and a second CPU model: hello in Bochs, with its own BIOS, from an IDE disk and from a CD. Its display library
 * for terminals knows no deep colours, so the machine has no VBE modes. */
#include "tests/boot/image.h"
#include "tests/boot/qemu.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* `mode=volatile`: nothing is written to the image. The debugger that Debian's Bochs is built with waits for a "c". */
static const char machine[] = "display_library: term\n"
                              "megs: 128\n"
                              "cpu: model=corei7_haswell_4770, ips=100000000\n"
                              "clock: sync=none\n"
                              "romimage: file=/usr/share/bochs/BIOS-bochs-latest\n"
                              "vgaromimage: file=/usr/share/bochs/VGABIOS-lgpl-latest\n"
                              "vga: extension=none\n"
                              "com1: enabled=1, mode=file, dev=serial.log\n"
                              "log: bochs.log\n";
static const char disk[] = "ata0-master: type=disk, path=os.img, mode=volatile\nboot: disk\n";
static const char cd[] = "ata1-master: type=cdrom, path=os.img, status=inserted\nboot: cdrom\n";
static const char go[] = "c\n";

static void write_files(const char *folder, const char *image_path, const char *medium)
{
    char path[PATH_BYTES], settings[1024];
    const int len = snprintf(settings, sizeof(settings), "%s%s", machine, medium);
    path_format(path, "%s/bochsrc", folder);
    file_write(path, settings, (size_t)len);
    path_format(path, "%s/go", folder);
    file_write(path, go, strlen(go));
    path_format(path, "%s/serial.log", folder);
    file_write(path, "", 0);
    path_format(path, "%s/os.img.lock", folder);
    unlink(path);
    path_format(path, "%s/os.img", folder);
    file_copy(image_path, path);
}

/* Bochs wants a terminal: script gives it one. When script ends the terminal is gone, and Bochs with it. */
static void start(struct qemu *bochs)
{
    char log[PATH_BYTES];
    struct command command = { 0 };
    path_format(log, "%s/qemu.log", bochs->folder);
    command_add(&command, "env");
    command_add(&command, "--chdir=%s", bochs->folder);
    command_add(&command, "TERM=xterm");
    command_add(&command, "script");
    command_add(&command, "-qfec");
    command_add(&command, "exec bochs -q -f bochsrc -rc go");
    command_add(&command, "/dev/null");
    bochs->pid = command_start(&command, log);
    bochs->deadline_ms = now_ms() + qemu_timeout_ms();
}

static void boot_hello(const struct boot_row *row)
{
    static const char *const texts[] = { "Hello from a kernel that Lintel", "framebuffer:  none", "ramdisk:      none" };
    struct qemu bochs = { 0 };
    char image_path[PATH_BYTES];
    path_format(bochs.folder, "build/boot/%s", row->name);
    path_format(bochs.said, "%s/serial.log", bochs.folder);
    make_folder(bochs.folder);
    image_of(row, bochs.folder, image_path);
    write_files(bochs.folder, image_path, row->disk == CD_IDE ? cd : disk);
    start(&bochs);
    qemu_wait_serial(&bochs, texts, sizeof(texts) / sizeof(texts[0]));
    qemu_quit(&bochs);
}

Test(boot, hello_in_bochs_bios)
{
    static const struct boot_row row = { .name = "hello_in_bochs_bios", .kernel = "hello", .door = DOOR_BIOS };
    boot_hello(&row);
}

Test(boot, mbr_in_bochs_bios)
{
    static const struct boot_row row = {
        .name = "mbr_in_bochs_bios", .kernel = "hello", .door = DOOR_BIOS, .build_options = { "--table", "mbr" }
    };
    boot_hello(&row);
}

Test(boot, iso_as_disk_in_bochs_bios)
{
    static const struct boot_row row = { .name = "iso_as_disk_in_bochs_bios", .kernel = "hello", .door = DOOR_BIOS, .iso = true };
    boot_hello(&row);
}

Test(boot, cd_in_bochs_bios)
{
    static const struct boot_row row = {
        .name = "cd_in_bochs_bios", .kernel = "hello", .door = DOOR_BIOS, .iso = true, .disk = CD_IDE
    };
    boot_hello(&row);
}
