/* Runs `lintel check` and a machine on the same bad input, and compares what they say. */
#include "tests/boot/spoilt.h"
#include "tests/boot/volume.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KERNEL_PATH "/boot/kernel.elf"
#define REFUSED     5 /* the tool's exit status */

/* Sentence and hint: the two lines of the first error in the tool's output, without "lintel: ", as a new text. */
static char *first_error(const char *log_path)
{
    static const char mark[] = "lintel: error L";
    char *text = file_text(log_path);
    char *start = strstr(text, mark);
    cr_assert(start != NULL, "lintel check said no error: %s", text);
    start += strlen("lintel: ");
    char *hint = strstr(start, "\nhint: ");
    char *end = hint != NULL ? strchr(hint + 1, '\n') : NULL;
    cr_assert(end != NULL, "lintel check gave no hint: %s", text);
    char *lines = strndup(start, (size_t)(end - start));
    free(text);
    return lines;
}

/* `text` with KERNEL_PATH in the place of the path that the host knows; frees it. */
static char *renamed(char *text, const char *host_path)
{
    const char *found = strstr(text, host_path);
    char *other = NULL;
    if (found == NULL)
        return text;
    cr_assert(asprintf(&other, "%.*s%s%s", (int)(found - text), text, KERNEL_PATH, found + strlen(host_path)) >= 0);
    free(text);
    return other;
}

/* The machine's lines end in \r\n on some doors. */
static void drop_returns(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++)
        if (*from != '\r')
            *to++ = *from;
    *to = 0;
}

static void expect_same(const char *checked_path, const struct boot_row *row)
{
    struct command check = { 0 };
    char log_path[PATH_BYTES], serial_path[PATH_BYTES];
    path_format(log_path, "build/boot/%s/check.log", row->name);
    path_format(serial_path, "build/boot/%s/serial.log", row->name);
    command_add(&check, "build/lintel");
    command_add(&check, "check");
    command_add(&check, "%s", checked_path);
    command_add(&check, "--memory");
    command_add(&check, "128M");
    const int status = command_run(&check, log_path);
    cr_assert(status == REFUSED, "lintel check %s: status %d", checked_path, status);
    char *lines = renamed(first_error(log_path), checked_path), *serial = file_text(serial_path);
    drop_returns(serial);
    cr_assert(strstr(serial, lines) != NULL, "the host says\n%s\nand the machine says\n%s", lines, serial);
    free(lines);
    free(serial);
}

static void kernel_path(const char *folder, char *path)
{
    path_format(path, "%s/spoilt.elf", folder);
}

void spoilt_put(const struct spoilt *spoilt, const char *image_path)
{
    struct elf_kernel kernel;
    char folder[PATH_BYTES], path[PATH_BYTES];
    size_t bytes;
    path_format(folder, "%.*s", (int)(strrchr(image_path, '/') - image_path), image_path);
    kernel_path(folder, path);
    spoilt_make(spoilt, &kernel, &bytes);
    file_write(path, kernel.bytes, bytes);
    volume_put(image_path, path, KERNEL_PATH);
    volume_remove(image_path, "/boot/lintel.manifest");
}

void spoilt_run(const struct spoilt *spoilt, const struct boot_row *row)
{
    char folder[PATH_BYTES], path[PATH_BYTES], sentence[512];
    struct boot_row expected = *row;
    spoilt_sentence(spoilt, KERNEL_PATH, sentence);
    expected.verdict = spoilt->lacks_memory ? VERDICT_UNASKED : VERDICT_AGREES;
    expected.serial[0] = sentence;
    expected.serial[1] = "\nhint: ";
    boot_row_run(&expected);
    path_format(folder, "build/boot/%s", row->name);
    kernel_path(folder, path);
    expect_same(path, row);
}

void spoilt_image_run(const struct boot_row *row)
{
    char path[PATH_BYTES];
    boot_row_run(row);
    path_format(path, "build/boot/%s/disk.img", row->name);
    expect_same(path, row);
}
