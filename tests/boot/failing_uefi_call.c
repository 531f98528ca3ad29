/* The Nth call of the loader into UEFI fails, for every N: the machine boots, or says a numbered error; it never hangs. */
#include "tests/boot/files.h"
#include "tests/boot/row.h"
#include <stdlib.h>
#include <string.h>

#define CALLS_LIMIT 2000 /* a boot has a few hundred */

/* False if the boot has fewer calls. A machine that neither boots nor says why fails the test. */
static bool boot_with_failing_call(const char *name, unsigned call)
{
    char log[PATH_BYTES];
    const struct boot_row row = { .name = name,
                                  .door = DOOR_UEFI,
                                  .kernel = "test-memory-high",
                                  .ramdisk_bytes = 100000,
                                  .build_options = { "--set", "framebuffer_min_width=1440" },
                                  .bad_uefi = { .failing_call = call },
                                  .status = STATUS_PASS_OR_REFUSED };
    boot_row_run(&row);
    path_format(log, "build/boot/%s/serial.log", name);
    char *serial = file_text(log);
    bool has_failed = strstr(serial, "misbehaving firmware: call ") != NULL;
    free(serial);
    return has_failed;
}

/* A sample for `make test`: the volume, the files, the display, memory, the map, the way out. */
Test(boot, some_uefi_calls_fail)
{
    static const unsigned calls[] = { 1, 2, 3, 4, 5, 7, 9, 12, 15, 20, 30, 50, 80, 110, 130 };
    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
        cr_assert(boot_with_failing_call("some_uefi_calls_fail", calls[i]), "a boot has less than %u calls", calls[i]);
}

/* `make test-all` */
Test(all, every_uefi_call_fails)
{
    unsigned call = 1;
    while (call < CALLS_LIMIT && boot_with_failing_call("every_uefi_call_fails", call))
        call++;
    cr_assert(call > 1 && call < CALLS_LIMIT);
}
