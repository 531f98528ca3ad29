/* `lintel new`: a project that builds and passes its test, in a folder that was empty; else nothing at all. */
#include "tests/tool/support.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(new, .init = folder_enter, .fini = folder_leave, .timeout = 300);

static void expect_project(const char *path)
{
    struct result result;
    CALL(&result, "ls", path);
    cr_assert_str_eq(result.output, "Makefile\nconsole.h\nkernel.ld\nmain.c\ntest.sh\n");
}

/* make, with the tool and lintel.pc of the build folder. */
static void make(const char *const *arguments, struct result *result)
{
    char programs[8192], packages[8192];
    snprintf(programs, sizeof(programs), "PATH=%s/build:%s", repository(), getenv("PATH"));
    snprintf(packages, sizeof(packages), "PKG_CONFIG_PATH=%s/build", repository());
    const char *const environment[] = { programs, packages, "MAKEFLAGS=", NULL };
    struct call call = { .environment = environment };
    call_program(&call, arguments, result);
}

#define MAKE(result, ...) make((const char *const[]) { "make", "-C", __VA_ARGS__, NULL }, (result))

/* Code, constants and data are a segment each, in the highest 2 GiB. */
static void expect_linked_by_the_script(const char *kernel)
{
    struct result result;
    CALL(&result, "sh", "-c", "readelf -lW \"$0\" | awk '$1 == \"LOAD\" { print substr($3, 1, 11), $7 $8 }' | sed 's/0x1000//'",
         kernel);
    cr_assert_str_eq(result.output, "0xffffffff8 RE\n0xffffffff8 R\n0xffffffff8 RW\n");
}

Test(new, its_test_is_a_script_for_both_doors)
{
    struct result result;
    CALL(&result, "lintel", "new", "k");
    cr_assert_eq(access("k/test.sh", X_OK), 0);
    cr_assert_neq(access("k/main.c", X_OK), 0);
    MAKE(&result, "k", "test", "TEST_OPTIONS=--no-kvm --timeout 120");
    assert_status(&result, 0);
    assert_says(result.output, "ok bios-ahci ");
    assert_says(result.output, "ok uefi-ahci ");
}

Test(new, builds_without_warnings_and_passes_its_test)
{
    struct result result;
    CALL(&result, "lintel", "new", "my kernel");
    assert_status(&result, 0);
    assert_says(result.output, "my kernel: a kernel; ");
    expect_project("my kernel");
    MAKE(&result, "my kernel", "CC=gcc -Werror");
    assert_status(&result, 0);
    cr_assert_str_empty(result.errors, "the linker warns: %s", result.errors);
    MAKE(&result, "my kernel", "test", "CC=gcc -Werror", "TEST_OPTIONS=--door bios --no-kvm --timeout 120");
    assert_status(&result, 0);
    assert_says(result.output, "ok bios-ahci ");
    expect_linked_by_the_script("my kernel/build/kernel.elf");
    MAKE(&result, "my kernel", "clean");
    expect_project("my kernel");
}

Test(new, its_test_fails_if_the_kernel_does)
{
    struct result result;
    CALL(&result, "lintel", "new", "k");
    CALL(&result, "sed", "-i", "s/Hello/Goodbye/", "k/main.c");
    MAKE(&result, "k", "test", "TEST_OPTIONS=--door bios --no-kvm --timeout 120");
    assert_status(&result, 2);
    assert_says(result.output, "the serial line never said");
    cr_assert(file_exists("k/build/failed/bios-ahci/serial.log"));
}

Test(new, a_make_without_lintel_says_what_is_missing)
{
    struct call call = { .environment = (const char *const[]) { "PKG_CONFIG_LIBDIR=/nowhere", "PKG_CONFIG_PATH=", NULL } };
    struct result result;
    CALL(&result, "lintel", "new", "k");
    CALL_AS(&call, &result, "make", "-C", "k");
    assert_status(&result, 2);
    assert_says(result.errors, "finds no lintel.pc: install Lintel, or set PKG_CONFIG_PATH");
}

Test(new, takes_an_empty_folder)
{
    struct call call = { .folder = "k" };
    struct result result;
    cr_assert_eq(mkdir("k", 0777), 0);
    CALL_AS(&call, &result, "lintel", "new", ".");
    assert_status(&result, 0);
    expect_project("k");
}

static void expect_refused(const char *folder, const char *sentence)
{
    struct result result;
    CALL(&result, "lintel", "new", folder);
    assert_status(&result, 2);
    assert_says(result.errors, sentence);
    cr_assert_str_empty(result.output);
}

Test(new, a_folder_with_something_in_it_stays_as_it_is)
{
    cr_assert_eq(mkdir("k", 0777), 0);
    file_write("k/.hidden", text_bytes(""));
    expect_refused("k", "error L770: k is not empty (1 entries)\n");
    cr_assert_eq(entries_in_folder("k"), 1);
}

Test(new, what_is_no_folder_stays_as_it_is)
{
    file_write("k", text_bytes("mine"));
    expect_refused("k", "error L702: k cannot be written");
    cr_assert(bytes_equal(file_read("k"), text_bytes("mine")));
    expect_refused("missing/k", "error L702: missing/k cannot be written");
    cr_assert_eq(entries_in_folder("."), 1);
}

/* main.c fits, console.h does not. */
Test(new, a_full_disk_leaves_nothing)
{
    struct call call = { .file_bytes_max = 2000 };
    struct result result;
    CALL_AS(&call, &result, "lintel", "new", "k");
    assert_status(&result, 2);
    assert_says(result.errors, "error L702: console.h cannot be written");
    cr_assert_eq(entries_in_folder("."), 0);
    cr_assert_eq(mkdir("k", 0777), 0);
    CALL_AS(&call, &result, "lintel", "new", "k");
    assert_status(&result, 2);
    cr_assert_eq(entries_in_folder("k"), 0);
}

/* Killed right before it makes the file `at`, when somebody else has done something to the folder. */
static void expect_left(const char *at, const char *what_somebody_does, const char *left)
{
    char moment[64], command[128];
    snprintf(moment, sizeof(moment), "PEACE_ENDS_AT=%s", at);
    snprintf(command, sizeof(command), "PEACE_ENDS_BY=%s; kill -9 $PPID", what_somebody_does);
    const char *const environment[] = { system_without("peace"), moment, command, NULL };
    const struct call call = { .environment = environment };
    struct result result;
    CALL_AS(&call, &result, "lintel", "new", "k");
    assert_status(&result, 128 + SIGKILL);
    CALL(&result, "sh", "-c", "cd k && grep . * || true");
    cr_assert_str_eq(result.output, left);
    shell("rm -r k");
}

Test(new, killed_it_takes_away_nothing_but_its_own)
{
    expect_left("main.c", "echo mine >k/main.c", "mine\n");
    expect_left("console.h", "echo mine >k/notes", "mine\n");
    expect_left("console.h", "echo mine >k/x; mv k/x k/main.c", "mine\n");
    expect_left("console.h", "rm k/main.c; echo mine >k/console.h", "mine\n");
}

Test(new, without_folder)
{
    struct result result;
    CALL(&result, "lintel", "new");
    assert_status(&result, 2);
    assert_says(result.errors, "no DIR given");
}
