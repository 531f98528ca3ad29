/* Serving a folder to a machine, without any network of the host. */
#include "tests/boot/network.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SERVER_PROGRAM "build/boot/server"
#define HTTP_PROGRAM   "build/boot/http"

static const char *boot_file(const struct boot_row *row)
{
    return row->door == DOOR_UEFI ? "BOOTX64.EFI" : "lintel.nbp";
}

/* It is ready when its socket is there; it ends with this process. */
static void start_server(const struct boot_row *row, const char *folder, const char *served_path)
{
    struct command command = { 0 };
    char log[PATH_BYTES], socket_path[PATH_BYTES];
    path_format(log, "%s/server.log", folder);
    path_format(socket_path, "%s/server", folder);
    unlink(socket_path);
    command_add(&command, "%s", SERVER_PROGRAM);
    command_add(&command, "%s", socket_path);
    command_add(&command, "%s/card", folder);
    command_add(&command, "%s", served_path);
    command_add(&command, "%s", boot_file(row));
    for (size_t i = 0; i < sizeof(row->server) / sizeof(row->server[0]) && row->server[i]; i++)
        command_add(&command, "%s", row->server[i]);
    (void)command_start(&command, log);
    for (unsigned waited_ms = 0; !file_exists(socket_path); waited_ms += 10) {
        cr_assert(waited_ms < 10000, "the server does not start");
        sleep_ms(10);
    }
}

/* UEFI would try IPv6 first, and wait for each of its time-outs; a BIOS's card waits for IPv6 where there is none. */
static void add_qemus_server(const struct boot_row *row, const char *served_path, struct command *command)
{
    command_add(command, "user,id=net,restrict=on%s,tftp=%s,bootfile=%s", row->door == DOOR_UEFI ? ",ipv6=off" : "", served_path,
                boot_file(row));
}

static void add_our_server(const char *folder, struct command *command)
{
    char socket_path[PATH_BYTES];
    path_format(socket_path, "%s/card", folder);
    unlink(socket_path);
    command_add(command, "dgram,id=net,local.type=unix,local.path=%s,remote.type=unix,remote.path=%s/server", socket_path,
                folder);
}

void network_words(const struct boot_row *row, const char *folder, const char *served_path, struct command *command)
{
    command_add(command, "-netdev");
    if (row->server[0]) {
        start_server(row, folder, served_path);
        add_our_server(folder, command);
    } else {
        add_qemus_server(row, served_path, command);
    }
    command_add(command, "-device");
    command_add(command, "virtio-net-pci,netdev=net,bootindex=0%s", row->door == DOOR_UEFI ? ",romfile=" : "");
}

void network_http_words(const char *image_path, struct command *command)
{
    static const char *const not_pxe[] = { "IPv4", "IPv6" };
    command_add(command, "-netdev");
    command_add(command,
                "user,id=net,restrict=on,ipv6=off,bootfile=http://10.0.2.100/disk.img,guestfwd=tcp:10.0.2.100:80-cmd:%s %s",
                HTTP_PROGRAM, image_path);
    command_add(command, "-device");
    command_add(command, "virtio-net-pci,netdev=net,romfile=,bootindex=0");
    for (size_t i = 0; i < sizeof(not_pxe) / sizeof(not_pxe[0]); i++) {
        command_add(command, "-fw_cfg");
        command_add(command, "name=opt/org.tianocore/%sPXESupport,string=no", not_pxe[i]);
    }
}

void network_copy(const char *from, const char *to)
{
    struct command remove = { 0 }, copy = { 0 };
    char log[PATH_BYTES];
    path_format(log, "%s.log", to);
    command_add(&remove, "rm");
    command_add(&remove, "-rf");
    command_add(&remove, "%s", to);
    command_must(&remove, log);
    command_add(&copy, "cp");
    command_add(&copy, "-R");
    command_add(&copy, "%s", from);
    command_add(&copy, "%s", to);
    command_must(&copy, log);
}

static void path_in(const char *served_path, const char *file, char *path)
{
    path_format(path, "%s/%s", served_path, file);
}

static void remove_file(const char *served_path, const char *file)
{
    char path[PATH_BYTES];
    path_in(served_path, file, path);
    cr_assert_eq(unlink(path), 0);
}

void network_remove_ramdisk(const char *served_path)
{
    remove_file(served_path, "boot/ramdisk");
}

void network_remove_manifest(const char *served_path)
{
    remove_file(served_path, "boot/lintel.manifest");
}

void network_cut_module(const char *served_path)
{
    char path[PATH_BYTES];
    path_in(served_path, "boot/modules/first", path);
    cr_assert_eq(truncate(path, (off_t)file_bytes(path) - 1), 0);
}

void network_forget_rom(const char *served_path)
{
    static const unsigned char jump_to_stage2[] = { 0xea, 0x00, 0x80, 0x00, 0x00 };
    char path[PATH_BYTES];
    path_in(served_path, "lintel.nbp", path);
    int file = open(path, O_WRONLY);
    cr_assert(file >= 0 && write(file, jump_to_stage2, sizeof(jump_to_stage2)) == sizeof(jump_to_stage2));
    close(file);
}
