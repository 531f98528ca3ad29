/* One kernel with ASLR, booted ten times: no address is ever the same, nor is the kernel's seed. */
#include "tests/boot/files.h"
#include "tests/boot/row.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BOOTS      10
#define LINES      7 /* that kernels/chance.c prints */
#define LINE_BYTES 64

static void read_lines(const struct boot_row *row, char lines[LINES][LINE_BYTES])
{
    char path[PATH_BYTES];
    path_format(path, "build/boot/%s/serial.log", row->name);
    char *serial = file_text(path);
    const char *at = serial;
    for (size_t i = 0; i < LINES; i++) {
        at = strstr(at, "chance ");
        cr_assert(at != NULL, "the kernel printed %zu lines", i);
        snprintf(lines[i], LINE_BYTES, "%.*s", (int)strcspn(at, "\r\n"), at);
        at++;
    }
    free(serial);
}

static void boot_often(const struct boot_row *row)
{
    static char lines[BOOTS][LINES][LINE_BYTES];
    for (size_t boot = 0; boot < BOOTS; boot++) {
        boot_row_run(row);
        read_lines(row, lines[boot]);
        for (size_t earlier = 0; earlier < boot; earlier++)
            for (size_t i = 0; i < LINES; i++)
                cr_assert_str_neq(lines[earlier][i], lines[boot][i], "boots %zu and %zu agree", earlier, boot);
    }
}

Test(boot, ten_boots_with_aslr_bios)
{
    static const struct boot_row row = { .name = "ten_boots_with_aslr_bios", .kernel = "test-chance-pie", .door = DOOR_BIOS };
    boot_often(&row);
}

Test(boot, ten_boots_with_aslr_uefi)
{
    static const struct boot_row row = { .name = "ten_boots_with_aslr_uefi", .kernel = "test-chance-pie", .door = DOOR_UEFI };
    boot_often(&row);
}
