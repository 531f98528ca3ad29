/* The Nth call of the loader into UEFI fails, for every N: the machine boots, or says a numbered error; it never hangs. */
#include "tests/boot/files.h"
#include "tests/boot/row.h"
#include <stdlib.h>
#include <string.h>

#define CALLS_LIMIT 2000 /* a boot has a few hundred */

/* False if the boot has fewer calls. A machine that neither boots nor says why fails the test. */
static bool boot_with_failing_call(const char *name, unsigned call, bool no_display)
{
    char log[PATH_BYTES];
    const struct boot_row row = { .name = name,
                                  .door = DOOR_UEFI,
                                  .kernel = "test-memory-high",
                                  .ramdisk_bytes = 100000,
                                  .build_options = { "--set", "framebuffer_min_width=1440" },
                                  .bad_uefi = { .failing_call = call, .no_display = no_display },
                                  .status = STATUS_PASS_OR_REFUSED };
    boot_row_run(&row);
    path_format(log, "build/boot/%s/serial.log", name);
    char *serial = file_text(log);
    bool has_failed = strstr(serial, "misbehaving firmware: call ") != NULL;
    free(serial);
    return has_failed;
}

/* A sample for `make test`. Most of a boot's calls ask for video modes; without a display the others come close together. */
Test(boot, some_uefi_calls_fail)
{
    static const unsigned with_display[] = { 18, 19, 20 }, without[] = { 1, 3, 5, 8, 9, 12, 15, 20, 23, 26, 29, 32 };
    for (size_t i = 0; i < sizeof(with_display) / sizeof(with_display[0]); i++)
        cr_assert(boot_with_failing_call("some_uefi_calls_fail", with_display[i], false));
    for (size_t i = 0; i < sizeof(without) / sizeof(without[0]); i++)
        cr_assert(boot_with_failing_call("some_uefi_calls_fail", without[i], true), "a boot has less than %u calls", without[i]);
}

/* `make test-all` */
Test(all, every_uefi_call_fails)
{
    unsigned call = 1;
    while (call < CALLS_LIMIT && boot_with_failing_call("every_uefi_call_fails", call, false))
        call++;
    cr_assert(call > 1 && call < CALLS_LIMIT);
}
