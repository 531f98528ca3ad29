/* The Nth call of the BIOS fails, for every N: the machine boots, or says a numbered error; it never hangs and never resets. */
#include "tests/boot/image.h"
#include "tests/boot/qemu.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CALLS_LIMIT 1000 /* a boot has about a hundred */

/* The boot sector has a number and a value of eight digits, and halts. */
static bool boot_sector_gave_up(const char *serial)
{
    const char *error = strstr(serial, "Lintel error L10");
    const char *value = error ? strstr(error, ", 0x") : NULL;
    return value && strlen(value) >= 4 + 8;
}

static bool refused(int status, const char *serial)
{
    const char *error = strstr(serial, "error L");
    return status == STATUS_REFUSED && error && isdigit((unsigned char)error[7]) && strstr(error, "hint: ");
}

static bool reported_its_own_fault(int status, const char *serial)
{
    const char *error = strstr(serial, "error L109: ");
    return status == STATUS_FAULT && error && strstr(error, "hint: ");
}

/* Waits for one of the good ends. */
static bool ends_well(struct qemu *qemu, uint32_t quirks)
{
    int status = -1;
    bool has_ended = false, is_good = false;
    while (!has_ended && !is_good && now_ms() < qemu->deadline_ms) {
        sleep_ms(20);
        has_ended = qemu_has_ended(qemu, &status);
        char *serial = qemu_serial(qemu);
        if (!has_ended)
            is_good = boot_sector_gave_up(serial);
        else if (quirks & BAD_OVERWRITES_STACK)
            is_good = status == STATUS_PASS || reported_its_own_fault(status, serial);
        else
            is_good = status == STATUS_PASS || refused(status, serial);
        free(serial);
    }
    if (!has_ended)
        qemu_quit(qemu);
    return is_good;
}

/* False if the boot has fewer calls. */
static bool boot_with_failing_call(const char *name, unsigned call, uint32_t quirks)
{
    const struct boot_row row = { .name = name,
                                  .door = DOOR_BIOS,
                                  .kernel = "test-memory-high",
                                  .ramdisk_bytes = 100000,
                                  .bad_bios = { .is_used = true,
                                                .config = { .failing_call = (uint16_t)call, .quirks = quirks } } };
    char folder[PATH_BYTES], image_path[PATH_BYTES], what[100];
    struct command command = { 0 };
    struct qemu qemu;
    path_format(folder, "build/boot/%s", name);
    image_of(&row, folder, image_path);
    make_folder(folder);
    qemu_machine_words(&row, &command);
    bad_bios_words(&row.bad_bios, folder, &command);
    qemu_disk_words(&row, image_path, false, &command);
    qemu_start(&qemu, &row, folder, &command);
    snprintf(what, sizeof(what), "call %u fails: the machine hung, was reset, or did not say why it stopped", call);
    if (!ends_well(&qemu, quirks))
        qemu_fail(&qemu, what);
    return bad_bios_was_met(folder);
}

static void fail_every_call(const char *name, uint32_t quirks)
{
    unsigned call = 1;
    while (call < CALLS_LIMIT && boot_with_failing_call(name, call, quirks))
        call++;
    cr_assert(call > 1 && call < CALLS_LIMIT);
}

Test(boot, every_bios_call_fails)
{
    fail_every_call("every_bios_call_fails", 0);
}

Test(boot, every_bios_call_fails_from_one_on)
{
    fail_every_call("every_bios_call_fails_from_one_on", BAD_FAILS_FROM);
}

/* `make test-all`. The call works: it is the loader that is damaged. Before it has entered long mode it has no use for that
 * stack. */
Test(all, every_bios_call_overwrites_the_stack)
{
    fail_every_call("every_bios_call_overwrites_the_stack", BAD_OVERWRITES_STACK);
}
