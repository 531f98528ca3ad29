/* Folders, sources and commands, by the shell. */
#include "tests/contract/bench.h"
#include <criterion/criterion.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

static void set_flags(void)
{
    char include[PATH_MAX], flags[PATH_MAX + 200];
    cr_assert_not_null(realpath("include", include), "run this in the repository's folder");
    snprintf(flags, sizeof(flags), "-I%s -ffreestanding", include);
    setenv("KERNEL", flags, 1);
    snprintf(flags, sizeof(flags), "-I%s -ffreestanding -Wall -Wextra -Wpedantic -Wconversion", include);
    setenv("STRICT", flags, 1);
    setenv("LC_ALL", "C", 1); /* messages in English, with plain quotes */
}

struct bench bench_open(void)
{
    struct bench bench = { .folder = "/tmp/lintel-contract-XXXXXX" };
    cr_assert_not_null(mkdtemp(bench.folder));
    set_flags();
    return bench;
}

void bench_close(struct bench *bench)
{
    char command[128];
    snprintf(command, sizeof(command), "rm -r %s", bench->folder);
    cr_assert_eq(system(command), 0);
}

static FILE *open_file(const struct bench *bench, const char *name, const char *mode)
{
    char path[256];
    snprintf(path, sizeof(path), "%s/%s", bench->folder, name);
    FILE *file = fopen(path, mode);
    cr_assert_not_null(file, "%s", path);
    return file;
}

void bench_write(const struct bench *bench, const char *name, const char *text)
{
    FILE *file = open_file(bench, name, "w");
    cr_assert(fputs(text, file) >= 0);
    cr_assert_eq(fclose(file), 0);
}

struct outcome bench_run(const struct bench *bench, const char *format, ...)
{
    char command[2048];
    struct outcome outcome = { .status = -1 };
    va_list arguments;
    va_start(arguments, format);
    int len = snprintf(command, sizeof(command), "exec 2>&1; cd %s; ", bench->folder);
    vsnprintf(command + len, sizeof(command) - (size_t)len, format, arguments);
    va_end(arguments);
    FILE *pipe = popen(command, "r");
    cr_assert_not_null(pipe);
    size_t said = fread(outcome.said, 1, sizeof(outcome.said) - 1, pipe);
    outcome.said[said] = '\0';
    while (fgetc(pipe) != EOF)
        ;
    int status = pclose(pipe);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
}

struct bytes bench_read(const struct bench *bench, const char *name)
{
    static const size_t capacity = 4 * MIB_BYTES;
    FILE *file = open_file(bench, name, "rb");
    u8 *data = malloc(capacity);
    cr_assert_not_null(data);
    size_t len = fread(data, 1, capacity, file);
    cr_assert(len < capacity);
    fclose(file);
    return (struct bytes) { data, len };
}
