/* What `lintel run` makes of a machine's end. */
#include "tests/tool/support.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* By emulation: these tests shall behave the same wherever they run. Patience: several machines may share a core. */
#define RUN     "lintel", "run", "--headless", "--no-kvm", "--timeout", "120"
#define SECONDS "15" /* until a machine that hangs is told so: time enough to boot */

TestSuite(run, .init = folder_enter, .fini = folder_leave);

static void expect(const char *name, int status, const char *sentence)
{
    struct result result;
    CALL(&result, RUN, kernel_path(name));
    assert_status(&result, status);
    assert_says(result.errors, sentence);
    cr_assert_eq(entries_in_folder("."), 0, "no file is left");
}

Test(run, pass_is_0)
{
    expect("pass", 0, "");
}

Test(run, fail_is_1)
{
    expect("fail", 1, "");
}

Test(run, an_unknown_code_is_1)
{
    expect("odd", 1, "code 0x2a");
}

Test(run, fault_is_3)
{
    expect("fault", 3, "");
}

Test(run, reset_is_3)
{
    expect("reset", 3, "triple fault");
}

Test(run, refusal_is_5_and_the_machine_says_why)
{
    struct result result;
    CALL(&result, RUN, kernel_path("picky"));
    assert_status(&result, 5);
    assert_says(result.output, "error L502: ");
}

Test(run, refused_on_the_host_is_5)
{
    struct result result;
    CALL(&result, RUN, kernel_path("pass"), "--set", "kernel_stack_size=2G");
    assert_status(&result, 5);
    assert_says(result.errors, "error L411: ");
}

Test(run, hang_is_4)
{
    struct result result;
    CALL(&result, "lintel", "run", "--headless", "--no-kvm", kernel_path("hang"), "--timeout", SECONDS);
    assert_status(&result, 4);
    assert_says(result.errors, "within " SECONDS " s");
}

/* The loader's first stages have no way to report this to QEMU: they print and stop. */
Test(run, refusal_of_the_second_stage_is_5, .timeout = 300)
{
    struct result result;
    CALL(&result, RUN, kernel_path("pass"), "--", "-cpu", "qemu64,-lm");
    assert_status(&result, 5);
    assert_says(result.output, "error L101: ");
}

static void invert_byte(const char *path, long offset)
{
    FILE *file = fopen(path, "r+b");
    cr_assert_not_null(file);
    fseek(file, offset, SEEK_SET);
    int byte = fgetc(file);
    fseek(file, offset, SEEK_SET);
    fputc(~byte & 0xff, file);
    cr_assert_eq(fclose(file), 0);
}

Test(run, refusal_of_the_boot_sector_is_5, .timeout = 300)
{
    struct result result;
    CALL(&result, "lintel", "build", kernel_path("pass"), "-o", "os.img");
    invert_byte("os.img", 50 * 512); /* in stage 2 */
    CALL(&result, RUN, "os.img");
    assert_status(&result, 5);
    assert_says(result.output, "Lintel error L105");
}

Test(run, boots_by_uefi)
{
    struct result result;
    CALL(&result, RUN, kernel_path("pass"), "--door", "uefi");
    assert_status(&result, 0);
}

Test(run, boots_an_image_and_leaves_it_alone)
{
    struct result result;
    CALL(&result, "lintel", "build", kernel_path("pass"), "-o", "a, b.img");
    assert_status(&result, 0);
    struct bytes before = file_read("a, b.img");
    CALL(&result, RUN, "a, b.img");
    assert_status(&result, 0);
    cr_assert(bytes_equal(before, file_read("a, b.img")));
}

Test(run, an_image_takes_no_ramdisk)
{
    struct result result;
    CALL(&result, "lintel", "build", kernel_path("pass"), "-o", "os.img");
    CALL(&result, RUN, "os.img", "--ramdisk", "os.img");
    assert_status(&result, 2);
    assert_says(result.errors, "os.img is an image already");
}

static void build_image(const char *table, const char *sector_size)
{
    struct result result;
    CALL(&result, "lintel", "build", kernel_path("pass"), "-o", "os.img", "--table", table, "--sector-size", sector_size);
    assert_status(&result, 0);
}

Test(run, boots_an_image_with_an_mbr)
{
    struct result result;
    build_image("mbr", "512");
    CALL(&result, RUN, "os.img");
    assert_status(&result, 0);
}

/* The option goes for kernels; an image knows its own sectors. */
Test(run, boots_from_large_sectors_by_uefi)
{
    struct result result;
    CALL(&result, RUN, kernel_path("pass"), "--door", "uefi", "--table", "gpt", "--sector-size", "4096");
    assert_status(&result, 0);
    build_image("mbr", "4096");
    CALL(&result, RUN, "os.img", "--door", "uefi");
    assert_status(&result, 0);
}

static void expect_too_large_for_bios(const char *table)
{
    struct result result;
    build_image(table, "4096");
    CALL(&result, RUN, "os.img");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L718: os.img has sectors of 4096 bytes");
    assert_says(result.errors, "--door uefi");
}

Test(run, knows_large_sectors_and_a_bios_that_reads_none)
{
    expect_too_large_for_bios("gpt");
    expect_too_large_for_bios("mbr");
}

Test(run, wrong_arguments_for_qemu_are_a_host_error)
{
    struct result result;
    CALL(&result, RUN, kernel_path("pass"), "--", "-machine", "no-such-machine");
    assert_status(&result, 2);
    assert_says(result.errors, "error L703: qemu-system-x86_64 ");
}

Test(run, an_environment_that_is_too_large_is_a_host_error)
{
    struct result result;
    CALL(
        &result, "bash", "-c",
        "for i in {1..5000}; do export \"variable$i=\"; done; exec \"${LINTEL:-$0/build/lintel}\" run --headless --no-kvm \"$1\"",
        repository(), kernel_path("pass"));
    assert_status(&result, 2);
    assert_says(result.errors, "error L724: qemu-system-x86_64 cannot be run here (errno 7)\n");
}

/* The path of a folder that has mtools and nothing else. */
static void make_folder_with_mtools(void)
{
    struct result result;
    CALL(&result, "sh", "-c", "mkdir bin && for tool in mformat mmd mcopy; do ln -s \"$(command -v $tool)\" bin/; done");
    assert_status(&result, 0);
}

Test(run, qemu_missing_names_the_package)
{
    struct call call = { .environment = (const char *const[]) { "PATH=bin", NULL } };
    struct result result;
    make_folder_with_mtools();
    CALL_AS(&call, &result, RUN, kernel_path("pass"));
    assert_status(&result, 2);
    assert_says(result.errors, "error L710: qemu-system-x86_64 is not installed");
    assert_says(result.errors, "qemu-system-x86");
}

static void expect_qemu_ends_with_us(int ending_signal)
{
    struct call call = { .ending_signal = ending_signal, .after_ms = 3000 };
    struct result result;
    CALL_AS(&call, &result, RUN, kernel_path("hang"), "--", "-pidfile", "qemu.pid");
    assert_status(&result, 128 + ending_signal);
    cr_assert_eq(entries_in_folder("."), 0, "QEMU removes its pid file when it is asked to end");
}

Test(run, an_interrupt_ends_qemu)
{
    expect_qemu_ends_with_us(SIGINT);
}

Test(run, termination_ends_qemu)
{
    expect_qemu_ends_with_us(SIGTERM);
}

Test(run, a_reader_that_leaves_ends_qemu)
{
    struct result result;
    CALL(
        &result, "sh", "-c",
        "\"${LINTEL:-$0/build/lintel}\" run --headless --no-kvm --timeout 60 $0/build/tool-kernels/hang.elf -- -pidfile qemu.pid "
        "| head -c 1 >/dev/null; sleep 1; ls qemu.pid",
        repository());
    cr_assert_neq(result.status, 0, "QEMU still runs");
}

/* `script` has the kernel as $1, and `run`. */
static void call_run_by_shell(const struct call *call, const char *script, const char *kernel, struct result *result)
{
    char text[1024];
    snprintf(text, sizeof(text), "run=\"${LINTEL:-$0/build/lintel} run --headless --no-kvm --timeout 120\"; %s", script);
    CALL_AS(call, result, "sh", "-c", text, repository(), kernel_path(kernel));
}

Test(run, a_slow_reader_gets_all_of_it)
{
    struct result result;
    call_run_by_shell(&(struct call) { 0 },
                      "{ $run \"$1\"; echo ended with $?; } | { sleep 3; grep -cE 'a line of|ended with 0'; }", "talk", &result);
    cr_assert_str_eq(result.output, "4097\n", "%s", result.output);
}

/* We have the pipe open, and take nothing from it. */
static void interrupt_with_a_stopped_reader(const char *script, const char *kernel)
{
    struct call call = { .ending_signal = SIGINT, .after_ms = 6000 };
    struct result result;
    cr_assert_eq(mkfifo("pipe", 0600), 0);
    const int reader = open("pipe", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    call_run_by_shell(&call, script, kernel, &result);
    close(reader);
    assert_status(&result, 128 + SIGINT);
    cr_assert_neq(access("qemu.pid", F_OK), 0, "QEMU still runs");
}

Test(run, an_interrupt_counts_also_if_the_reader_has_stopped)
{
    interrupt_with_a_stopped_reader("exec $run \"$1\" --cmdline endless -- -pidfile qemu.pid >pipe", "talk");
}

Test(run, an_interrupt_counts_also_if_only_the_reader_is_left)
{
    interrupt_with_a_stopped_reader("head -c 65536 /dev/zero >pipe; exec $run \"$1\" -- -pidfile qemu.pid >pipe", "pass");
}

Test(run, a_signal_that_its_caller_ignores_does_not_count)
{
    struct call call = { .ending_signal = SIGHUP, .after_ms = 3000 };
    struct result result;
    call_run_by_shell(&call, "exec env --ignore-signal=HUP $run --timeout 6 \"$1\"", "hang", &result);
    assert_status(&result, 4);
}

/* A connection that hangs, or a terminal that is stopped: it is ready, and has no room for a whole write. A machine says so much
 * at once only if it is none. */
Test(run, an_interrupt_counts_also_if_a_terminal_is_not_read)
{
    const char *const environment[] = { "PATH=bin:/usr/bin:/bin", NULL };
    struct call call = { .environment = environment, .ending_signal = SIGINT, .after_ms = 3000 };
    struct result result;
    const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    cr_assert(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
    const char *terminal = ptsname(master);
    file_write("terminal", (struct bytes) { (const u8 *)terminal, strlen(terminal) });
    shell("mkdir bin; printf '#!/bin/sh\nhead -c 1000000 /dev/zero\nexec sleep 30\n' >bin/qemu-system-x86_64; chmod +x bin/*");
    call_run_by_shell(&call, "exec $run \"$1\" >$(cat terminal)", "pass", &result);
    close(master);
    assert_status(&result, 128 + SIGINT);
}

Test(run, what_cannot_be_written_is_an_error)
{
    struct result result;
    call_run_by_shell(&(struct call) { 0 }, "$run \"$1\" >/dev/full", "pass", &result);
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L702: what the machine says cannot be written (errno 28)\n"
                               "hint: No space left on device: ");
}
