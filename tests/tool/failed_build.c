/* A build that fails leaves what was there, and nothing else. */
#include "tests/tool/support.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct bytes precious = { (const u8 *)"precious", 8 };

static void enter_with_kernel_and_image(void)
{
    folder_enter_with_kernel();
    file_write("os.img", precious);
}

TestSuite(failed_build, .init = enter_with_kernel_and_image, .fini = folder_leave);

/* In folder bin, which is new. */
static void make_program(const char *path, const char *script)
{
    cr_assert_eq(mkdir("bin", 0777), 0);
    file_write(path, (struct bytes) { (const u8 *)script, strlen(script) });
    cr_assert_eq(chmod(path, 0755), 0);
}

static void expect_untouched(size_t entries)
{
    cr_assert(bytes_equal(file_read("os.img"), precious));
    cr_assert_eq(entries_in_folder("."), entries, "%zu entries", entries_in_folder("."));
}

/* Neither missing nor started: its name leads nowhere but to itself. */
Test(failed_build, a_tool_that_cannot_be_started_is_named)
{
    static const char *const environment[] = { "PATH=bin", NULL };
    struct call call = { .environment = environment };
    struct result result;
    shell("mkdir bin && ln -s mformat bin/mformat");
    CALL_AS(&call, &result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L724: mformat cannot be run here (errno 40)\nhint: ");
    expect_untouched(3);
}

Test(failed_build, kernel_missing)
{
    struct result result;
    CALL(&result, "lintel", "build", "no-such-kernel", "-o", "os.img");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L701: no-such-kernel cannot be opened");
    assert_says(result.errors, "hint: No such file or directory: ");
    expect_untouched(2);
}

Test(failed_build, kernel_is_a_folder)
{
    struct result result;
    CALL(&result, "lintel", "build", ".", "-o", "os.img");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L708: ");
    expect_untouched(2);
}

Test(failed_build, kernel_is_a_pipe_without_writer)
{
    struct result result;
    cr_assert_eq(mkfifo("pipe", 0666), 0);
    CALL(&result, "lintel", "build", "pipe", "-o", "os.img");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L708: ");
    expect_untouched(3);
}

Test(failed_build, ramdisk_missing)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--ramdisk", "no-such-ramdisk");
    assert_status(&result, 2);
    assert_says(result.errors, "no-such-ramdisk");
    expect_untouched(2);
}

Test(failed_build, configuration_refused)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--set", "kernel_stack_size=2G");
    assert_status(&result, 5);
    expect_untouched(2);
}

Test(failed_build, command_line_of_two_lines)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--cmdline", "one\ntwo");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L707: ");
    expect_untouched(2);
}

Test(failed_build, ramdisk_beyond_what_fat_can_hold)
{
    struct result result;
    file_write("ramdisk", precious);
    cr_assert_eq(truncate("ramdisk", 4ll << 30), 0);
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--ramdisk", "ramdisk");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L706: ");
    assert_says(result.errors, "4 GiB");
    expect_untouched(3);
}

Test(failed_build, file_size_limit)
{
    struct call call = { .file_bytes_max = 8 << 20 };
    struct result result;
    CALL_AS(&call, &result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L702: os.img cannot be written");
    expect_untouched(2);
}

Test(failed_build, disk_full)
{
    struct result result;
    cr_assert_eq(mkdir("full", 0777), 0);
    if (mount("none", "full", "tmpfs", 0, "size=100k") != 0)
        cr_skip_test("needs the right to mount");
    file_write("full/os.img", precious);
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "full/os.img");
    struct bytes after = file_read("full/os.img");
    size_t entries = entries_in_folder("full");
    cr_assert_eq(umount("full"), 0);
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L7");
    assert_says(result.errors, "No space left on device");
    cr_assert(bytes_equal(after, precious));
    cr_assert_eq(entries, 1);
}

Test(failed_build, folder_missing)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "no/such/folder/os.img");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L702: no/such/folder/os.img");
    expect_untouched(2);
}

Test(failed_build, output_is_a_folder)
{
    struct result result;
    cr_assert_eq(mkdir("folder", 0777), 0);
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "folder");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L708: folder");
}

Test(failed_build, output_is_a_device)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "/dev/full");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L708: /dev/full");
}

Test(failed_build, output_is_the_kernel)
{
    struct bytes before = file_read("kernel.elf");
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "./kernel.elf");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L714: ");
    cr_assert(bytes_equal(before, file_read("kernel.elf")));
}

Test(failed_build, mtools_missing)
{
    struct call call = { .environment = (const char *const[]) { "PATH=/nowhere", NULL } };
    struct result result;
    CALL_AS(&call, &result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L709: mformat is not installed");
    assert_says(result.errors, "hint: install the package mtools");
    expect_untouched(2);
}

/* Somebody links the kernel anew while mformat runs. */
Test(failed_build, kernel_changes_while_it_is_read)
{
    static const char script[] = "#!/bin/sh\necho more >>kernel.elf\nPATH=/usr/bin:/bin exec mformat \"$@\"\n";
    struct call call = { .environment = (const char *const[]) { "PATH=bin:/usr/bin:/bin", NULL } };
    struct result result;
    make_program("bin/mformat", script);
    CALL_AS(&call, &result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L712: kernel.elf changed");
    expect_untouched(3);
}

Test(failed_build, leaves_no_temporary_file_where_there_are_no_unnamed_ones)
{
    const char *const environment[] = { system_without("tmpfile"), "PATH=/nowhere", NULL };
    struct call call = { .environment = environment };
    struct result result;
    CALL_AS(&call, &result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 2);
    expect_untouched(2);
}

Test(failed_build, succeeds_where_there_are_no_unnamed_files)
{
    const char *const environment[] = { system_without("tmpfile"), NULL };
    struct call call = { .environment = environment, .umask = 0027 };
    struct result result;
    struct stat status;
    CALL_AS(&call, &result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 0);
    cr_assert_eq(entries_in_folder("."), 2);
    cr_assert_eq(stat("os.img", &status), 0);
    cr_assert_eq(status.st_mode & 0777, 0640);
}

/* A slow mformat gives the signal its time. */
static void expect_signal_cleans_up(const char *preload, int ending_signal)
{
    const char *const environment[] = { "PATH=bin:/usr/bin:/bin", preload, NULL };
    struct call call = { .environment = environment, .ending_signal = ending_signal, .after_ms = 500 };
    struct result result;
    make_program("bin/mformat", "#!/bin/sh\nsleep 2\n");
    CALL_AS(&call, &result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 128 + ending_signal);
    expect_untouched(3);
}

Test(failed_build, ended_by_a_signal)
{
    expect_signal_cleans_up(NULL, SIGKILL);
}

Test(failed_build, ended_by_a_signal_where_there_are_no_unnamed_files)
{
    expect_signal_cleans_up(system_without("tmpfile"), SIGTERM);
}

Test(failed_build, libcrypto_that_refuses_to_compute)
{
    struct call call = { .environment = (const char *const[]) { system_without("digest"), NULL } };
    struct result result;
    CALL_AS(&call, &result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L715: libcrypto cannot compute a SHA-256 digest of ");
    expect_untouched(2);
}
