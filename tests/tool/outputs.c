/* Where every verb that writes may write, and where it may not: an error, and nothing is touched. */
#include "tests/tool/support.h"
#include <string.h>

static void enter_with_files(void)
{
    struct result result;
    folder_enter_with_kernel();
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 0);
    shell("mkdir folder closed && echo mine >folder/mine && echo precious >file && mkfifo pipe && chmod a-w closed &&"
          "ln -s folder link-to-folder");
}

static void leave(void)
{
    shell("chmod u+w closed");
    folder_leave();
}

TestSuite(outputs, .init = enter_with_files, .fini = leave, .timeout = 300);

/* "OUT" stands for the output. */
static const char *const verbs[][8] = {
    { "lintel", "build", "kernel.elf", "-o", "OUT" },
    { "lintel", "iso", "kernel.elf", "-o", "OUT" },
    { "lintel", "netboot", "kernel.elf", "-o", "OUT" },
    { "lintel", "extract", "os.img", "/boot/kernel.elf", "-o", "OUT" },
    { "lintel", "new", "OUT" },
    { "lintel", "gdb", "kernel.elf", "--launch-json", "OUT" },
    { "lintel", "test", "kernel.elf", "--tap", "OUT" },
};

static void call_with_output(const char *const verb[8], const char *output, struct result *result)
{
    const struct call call = { .obeys_permissions = true };
    const char *arguments[8];
    for (size_t i = 0; i < COUNT_OF(arguments); i++)
        arguments[i] = verb[i] != NULL && strcmp(verb[i], "OUT") == 0 ? output : verb[i];
    call_program(&call, arguments, result);
}

#define LIST "find . -mindepth 1 ! -name list -printf '%p %y %l %i %s %t\\n' | sort"

static void expect_refusals(const char *output)
{
    struct result result;
    for (size_t i = 0; i < COUNT_OF(verbs); i++) {
        shell(LIST " >list");
        call_with_output(verbs[i], output, &result);
        cr_assert_eq(result.status, 2, "%s to %.40s: %d\n%s", verbs[i][1], output, result.status, result.errors);
        assert_says(result.errors, "lintel: error L7");
        assert_says(result.errors, "hint: ");
        cr_assert_str_empty(result.output, "%s to %.40s found out at the end: %s", verbs[i][1], output, result.output);
        shell(LIST " | diff list -");
    }
}

Test(outputs, may_not_be_a_folder_with_something_in_it)
{
    expect_refusals("folder");
    expect_refusals("link-to-folder");
}

Test(outputs, may_not_be_a_device)
{
    expect_refusals("/dev/null");
    expect_refusals("/dev/full");
}

Test(outputs, may_not_be_a_pipe)
{
    expect_refusals("pipe");
}

/* Links as in /dev, whose place no file may take, not even if the descriptor is that of one, as here. */
Test(outputs, may_not_be_a_link_to_a_descriptor)
{
    struct result result;
    shell("ln -s /proc/self/fd/1 stdout && ln -s /proc/self/fd fd && ln -s fd/1 relative && ln -s /dev/stdout link");
    expect_refusals("stdout");
    expect_refusals("./stdout");
    expect_refusals("relative");
    expect_refusals("link");
    call_with_output(verbs[0], "stdout", &result);
    assert_says(result.errors, "lintel: error L708: stdout is not a regular file (st_mode 0xa1ff)");
}

Test(outputs, may_not_lie_in_a_folder_that_is_missing_or_none)
{
    expect_refusals("missing/made");
    expect_refusals("file/");
    expect_refusals("file/made");
}

Test(outputs, may_not_lie_in_a_folder_that_cannot_be_written)
{
    expect_refusals("closed/made");
}

/* No file has a name of more than 255 bytes, and no path more than 4095. */
Test(outputs, may_not_have_a_name_that_is_too_long)
{
    char path[5001];
    memset(path, 'x', sizeof(path) - 1);
    path[256] = '\0';
    expect_refusals(path);
    path[256] = 'x';
    path[5000] = '\0';
    expect_refusals(path);
    for (size_t i = 100; i < 5000; i += 100)
        path[i] = '/';
    expect_refusals(path);
}

/* The three that make one file. */
static void expect_replaced(const char *output)
{
    struct result result;
    static const size_t making[] = { 0, 1, 3 };
    for (size_t i = 0; i < COUNT_OF(making); i++) {
        shell("ln -sf file link; ln -sf nowhere dangling; echo read-only >locked; chmod a-w locked");
        call_with_output(verbs[making[i]], output, &result);
        assert_status(&result, 0);
        CALL(&result, "sh", "-c", "test -f \"$0\" && test ! -L \"$0\" && test -s \"$0\" && test ! -e nowhere && cat file",
             output);
        assert_status(&result, 0);
        cr_assert_str_eq(result.output, "precious\n");
        cr_assert_eq(entries_in_folder("."), 10);
    }
}

/* What it leads to stays as it is. */
Test(outputs, replace_a_symbolic_link)
{
    expect_replaced("link");
    expect_replaced("dangling");
}

/* As `mv` would after a question: who may write the folder may replace what is in it. */
Test(outputs, replace_a_file_that_cannot_be_written)
{
    expect_replaced("locked");
}

static void expect_no_temporary_place(const char *variable)
{
    const char *const environment[] = { variable, NULL };
    const struct call call = { .environment = environment, .obeys_permissions = true };
    struct result result;
    static const char *const booting[] = { "run", "test", "gdb" };
    for (size_t i = 0; i < COUNT_OF(booting); i++) {
        CALL_AS(&call, &result, "lintel", booting[i], "kernel.elf");
        assert_status(&result, 2);
        assert_says(result.errors, "lintel: error L702: TMPDIR cannot be written");
    }
}

Test(outputs, of_machines_need_a_temporary_folder)
{
    expect_no_temporary_place("TMPDIR=closed");
    expect_no_temporary_place("TMPDIR=missing");
    expect_no_temporary_place("TMPDIR=file");
}
