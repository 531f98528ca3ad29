/* Running one row: build, boot, compare with what the row expects. */
#include "tests/boot/image.h"
#include "tests/boot/network.h"
#include "tests/boot/screen.h"
#include "tests/boot/snapshot.h"
#include "tests/boot/verdict.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXTS(row) (sizeof((row)->serial) / sizeof((row)->serial[0]))

static void add_disks(const struct boot_row *row, const char *image_path, struct command *command)
{
    qemu_disk_words(row, image_path, !row->bad_bios.is_used, command);
    if (row->status != STATUS_NOT_STARTED)
        return;
    if (row->door == DOOR_UEFI)
        snapshot_stub_words(1, command);
    else
        qemu_give_up_words(command);
}

static void start(struct qemu *qemu, const struct boot_row *row, const char *folder, const char *image_path)
{
    struct command command = { 0 };
    if (row->door == DOOR_UEFI && !row->cold) {
        snapshot_start(qemu, row, folder, image_path);
        return;
    }
    qemu_machine_words(row, &command);
    if (row->bad_bios.is_used)
        bad_bios_words(&row->bad_bios, folder, &command);
    if (row->network)
        network_words(row, folder, image_path, &command);
    else if (row->http)
        network_http_words(image_path, &command);
    else
        add_disks(row, image_path, &command);
    qemu_start(qemu, row, folder, &command);
}

/* The first of the row's texts that the serial line lacks, or NULL. */
static const char *missing_text(const struct qemu *qemu, const struct boot_row *row)
{
    const char *missing = NULL;
    char *serial = qemu_serial(qemu);
    for (size_t i = 0; i < TEXTS(row) && row->serial[i] && !missing; i++)
        if (!strstr(serial, row->serial[i]))
            missing = row->serial[i];
    free(serial);
    return missing;
}

/* What a refusal consists of. */
static bool is_explained(const struct qemu *qemu)
{
    char *serial = qemu_serial(qemu);
    bool explained = strstr(serial, "error L") && strstr(serial, "hint: ");
    free(serial);
    return explained;
}

static bool is_expected(const struct qemu *qemu, const struct boot_row *row, int status)
{
    if (row->status == STATUS_PASS_OR_REFUSED)
        return status == STATUS_PASS || (status == STATUS_REFUSED && is_explained(qemu));
    if (row->status == STATUS_NOT_STARTED && row->door == DOOR_BIOS)
        return status == 0;
    return status == (row->status ? row->status : STATUS_PASS);
}

/* A row whose BIOS never misbehaved would show nothing. */
static bool met_bad_bios(const struct qemu *qemu, const struct boot_row *row)
{
    const struct bad_bios *bad_bios = &row->bad_bios;
    return !bad_bios->is_used || bad_bios->only_starts_badly || bad_bios_was_met(qemu->folder);
}

static void judge_end(struct qemu *qemu, const struct boot_row *row)
{
    char what[200];
    int status = qemu_wait(qemu);
    const char *missing = missing_text(qemu, row);
    if (!is_expected(qemu, row, status))
        snprintf(what, sizeof(what), "QEMU ended with status %d, expected was %d", status, row->status);
    else if (missing)
        snprintf(what, sizeof(what), "the serial line did not say \"%s\"", missing);
    else if (!met_bad_bios(qemu, row))
        snprintf(what, sizeof(what), "the BIOS never misbehaved");
    else
        return;
    qemu_fail(qemu, what);
}

static void judge_screen(struct qemu *qemu, const struct boot_row *row)
{
    char socket_path[PATH_BYTES];
    path_format(socket_path, "%s/qmp", qemu->folder);
    if (!row->no_uart)
        qemu_wait_serial(qemu, row->serial, TEXTS(row));
    qmp_open(&qemu->qmp, socket_path);
    if (row->screen == SCREEN_VGA)
        screen_judge_vga(qemu, row->serial, TEXTS(row));
    else
        screen_judge_pixels(qemu, row);
    qmp_close(&qemu->qmp);
    qemu_quit(qemu);
}

void boot_row_run(const struct boot_row *row)
{
    char folder[PATH_BYTES], image_path[PATH_BYTES];
    struct qemu qemu;
    path_format(folder, "build/boot/%s", row->name);
    make_folder(folder);
    image_of(row, folder, image_path);
    verdict_judge(row, folder, image_path);
    start(&qemu, row, folder, image_path);
    if (row->screen == SCREEN_UNSEEN)
        judge_end(&qemu, row);
    else
        judge_screen(&qemu, row);
}
