/* What is kept of a boot that failed: all that its serial line said, its screen, and in one sentence what went wrong. */
#include "tools/base/host_file.h"
#include "tools/base/output_file.h"
#include "tools/base/utf8.h"
#include "tools/test/test.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SERIAL_END_BYTES 16384u /* of the serial line, in a report */

static const char serial_name[] = "serial.log", screen_name[] = "screen.png";

struct log_path {
    char text[OUTPUT_PATH_BYTES];
};

/* FOLDER/BOOT/NAME, or FOLDER/BOOT for an empty name. */
static bool path_of(const struct test *test, const struct test_boot *boot, const char *name, struct log_path *path)
{
    int len = snprintf(path->text, sizeof(path->text), "%s/%s%s%s", test->options->log_folder, boot->plan.name,
                       name[0] != '\0' ? "/" : "", name);
    return len < (int)sizeof(path->text);
}

static struct error remove_one(const struct test *test, const struct test_boot *boot, const char *name)
{
    struct log_path path = { "" };
    if (!path_of(test, boot, name, &path))
        return error_about(ERR_HOST_WRITE, test->options->log_folder, ENAMETOOLONG);
    if (name[0] == '\0')
        (void)rmdir(path.text); /* what else is in there is not ours */
    else
        (void)unlink(path.text);
    return OK;
}

struct error test_logs_prepare(const struct test *test)
{
    for (size_t i = 0; i < test->boot_count; i++) {
        TRY(remove_one(test, &test->boots[i], serial_name));
        TRY(remove_one(test, &test->boots[i], screen_name));
        TRY(remove_one(test, &test->boots[i], ""));
    }
    (void)rmdir(test->options->log_folder); /* if it is empty now */
    return OK;
}

/* With all the folders above it. */
static struct error make_folder(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0777); /* the last one tells */
        *slash = '/';
    }
    return mkdir(path, 0777) == 0 || errno == EEXIST ? OK : error_about(ERR_HOST_WRITE, "the folder for logs", (u64)errno);
}

static struct error copy_to(int fd, int output_fd, const char *name)
{
    char data[65536];
    ssize_t len;
    u64 offset = 0;
    while ((len = pread(fd, data, sizeof(data), (off_t)offset)) > 0) {
        TRY(descriptor_write(output_fd, name, offset, (struct bytes) { (const u8 *)data, (size_t)len }));
        offset += (u64)len;
    }
    return len == 0 ? OK : error_about(ERR_HOST_WRITE, name, (u64)errno);
}

static struct error keep(const struct test *test, const struct test_boot *boot, int fd, const char *name)
{
    struct log_path path = { "" };
    struct output_file output;
    (void)path_of(test, boot, name, &path); /* test_logs_prepare had room for it */
    struct error error = output_open(path.text, &output);
    if (error.code == ERR_NONE)
        error = copy_to(fd, output.fd, name);
    if (error.code == ERR_NONE)
        error = output_commit(&output);
    output_close(&output);
    return error.code == ERR_NONE ? OK : error_about(error.code, name, error.detail);
}

/* Whole lines, if there are several. Without a NUL, which would end it. */
static char *read_end(int fd)
{
    struct stat status;
    const u64 bytes = fstat(fd, &status) == 0 ? (u64)status.st_size : 0;
    const u64 start = bytes > SERIAL_END_BYTES ? bytes - SERIAL_END_BYTES : 0;
    char *text = calloc(1, SERIAL_END_BYTES + 1);
    if (text == NULL)
        return NULL;
    ssize_t len = pread(fd, text, SERIAL_END_BYTES, (off_t)start);
    for (ssize_t i = 0; i < len; i++)
        if (text[i] == '\0')
            text[i] = ' ';
    const char *line = start > 0 ? strchr(text, '\n') : NULL;
    if (line != NULL)
        memmove(text, line + 1, strlen(line + 1) + 1);
    return text;
}

/* The first line by which the loader or its resident says what is wrong tells more than how the machine ended. */
static bool is_headline(const char *line)
{
    static const char *const starts[] = { "error L", "Lintel error L" };
    for (size_t i = 0; i < COUNT_OF(starts); i++)
        if (strncmp(line, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

static void explain(struct test_boot *boot)
{
    const enum outcome outcome = boot->verdict.outcome;
    if (boot->serial_end == NULL || (outcome != OUTCOME_REFUSED && outcome != OUTCOME_FAULT))
        return;
    for (const char *line = boot->serial_end; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (!is_headline(line))
            continue;
        snprintf(boot->verdict.why, sizeof(boot->verdict.why), "%.*s", (int)strcspn(line, "\r\n"), line);
        return;
    }
}

struct error test_logs_keep(const struct test *test, struct test_boot *boot)
{
    struct log_path path = { "" };
    struct stat screen;
    boot->serial_end = read_end(boot->serial_fd);
    explain(boot);
    utf8_clean_line(boot->verdict.why);
    (void)path_of(test, boot, "", &path);
    TRY(make_folder(path.text));
    TRY(keep(test, boot, boot->serial_fd, serial_name));
    /* A machine that QEMU ended, or that never started, has no picture. */
    if (fstat(boot->screen_fd, &screen) == 0 && screen.st_size > 0)
        TRY(keep(test, boot, boot->screen_fd, screen_name));
    return OK;
}
