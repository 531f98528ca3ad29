/* What `lintel test` makes of kernels, and what it leaves. */
#include "tests/tool/support.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>

/* By emulation: these tests shall behave the same wherever they run. Patience: several machines may share a core. */
#define TEST      "lintel", "test", "--no-kvm", "--timeout", "120"
#define BIOS_TEST TEST, "--door", "bios"

TestSuite(test, .init = folder_enter, .fini = folder_leave);

/* The status, what the line says, and whether serial log and screen are kept. */
static void expect_failure(const char *name, int status, const char *line)
{
    static const u8 png[] = { 0x89, 'P', 'N', 'G' };
    struct result result;
    CALL(&result, BIOS_TEST, kernel_path(name));
    assert_status(&result, status);
    assert_says(result.output, "not ok bios-ahci ");
    assert_says(result.output, line);
    assert_says(result.output, "\n0 of 1 passed; serial logs and screens are in lintel-test/\n");
    assert_says((const char *)file_read("lintel-test/bios-ahci/serial.log").data, "Lintel ");
    struct bytes screen = file_read("lintel-test/bios-ahci/screen.png");
    cr_assert(screen.len > 1000 && memcmp(screen.data, png, sizeof(png)) == 0, "no picture in %zu bytes", screen.len);
    cr_assert_eq(entries_in_folder("."), 1, "nothing else is left");
}

Test(test, passes_on_both_doors_and_leaves_nothing)
{
    struct result result;
    CALL(&result, TEST, kernel_path("pass"));
    assert_status(&result, 0);
    assert_says(result.output, "ok bios-ahci ");
    assert_says(result.output, "ok uefi-ahci ");
    assert_says(result.output, "2 of 2 passed\n");
    cr_assert_null(strstr(result.output, "\033"), "colours are for terminals");
    cr_assert_eq(entries_in_folder("."), 0);
}

Test(test, fail_is_1)
{
    expect_failure("fail", 1, " fail: the kernel reported a fail\n");
}

Test(test, fault_is_3_and_the_line_says_which)
{
    expect_failure("fault", 3, " fault: error L801: ");
}

Test(test, reset_is_3_and_its_screen_is_kept)
{
    expect_failure("reset", 3, " fault: the kernel reset the machine");
}

Test(test, refused_is_5_and_the_line_says_why)
{
    expect_failure("picky", 5, " refused: error L502: ");
}

Test(test, hang_is_4)
{
    struct result result;
    CALL(&result, "lintel", "test", "--no-kvm", "--door", "bios", "--timeout", "15", kernel_path("hang"));
    assert_status(&result, 4);
    assert_says(result.output, " hang: nothing ended the machine within 15 s");
    cr_assert(file_exists("lintel-test/bios-ahci/screen.png"));
}

/* The usual way to write to isa-debug-exit is 32 bits wide. */
Test(test, takes_a_code_of_32_bits)
{
    expect_failure("fail-wide", 1, " fail: the kernel reported a fail\n");
}

Test(test, refused_on_the_host_is_5_and_nothing_is_booted)
{
    struct result result;
    CALL(&result, TEST, kernel_path("pass"), "--set", "kernel_stack_size=2G");
    assert_status(&result, 5);
    assert_says(result.errors, "error L411: ");
    cr_assert_str_empty(result.output);
}

Test(test, the_worst_of_several_boots_counts)
{
    struct result result;
    CALL(&result, BIOS_TEST, "--memory", "64M,128M", "--set", "memory_min_bytes=100M", kernel_path("fail"));
    assert_status(&result, 5);
    assert_says(result.output, "not ok bios-ahci-64M ");
    assert_says(result.output, " refused: error L502: ");
    assert_says(result.output, " fail: ");
}

Test(test, boots_every_combination_several_at_a_time)
{
    struct result result;
    CALL(&result, BIOS_TEST, "--medium", "ahci,ide,virtio,nvme,usb", "--smp", "1,2", "--jobs", "3", kernel_path("pass"));
    assert_status(&result, 0);
    assert_says(result.output, "ok bios-ide-1 ");
    assert_says(result.output, "ok bios-usb-2 ");
    assert_says(result.output, "10 of 10 passed\n");
}

Test(test, logs_of_an_earlier_failure_are_gone_after_a_pass)
{
    struct result result;
    CALL(&result, BIOS_TEST, "--log-dir", "a/b", kernel_path("fail"));
    cr_assert(file_exists("a/b/bios-ahci/serial.log"));
    CALL(&result, BIOS_TEST, "--log-dir", "a/b", kernel_path("pass"));
    assert_status(&result, 0);
    cr_assert_not(file_exists("a/b"));
}

Test(test, writes_tap_and_junit)
{
    struct result result;
    CALL(&result, BIOS_TEST, "--tap", "r.tap", "--junit", "r.xml", kernel_path("fault"));
    assert_status(&result, 3);
    assert_says((const char *)file_read("r.tap").data, "TAP version 13\n1..1\nnot ok 1 - bios-ahci # time=");
    CALL(&result, "xmllint", "--xpath", "string(//testcase[@name='bios-ahci']/failure[@type='fault'])", "r.xml");
    assert_status(&result, 0);
    assert_says(result.output, "entering the kernel\n");
}

Test(test, a_report_that_cannot_be_written_is_an_error_before_anything_boots)
{
    struct result result;
    CALL(&result, BIOS_TEST, "--junit", "missing/r.xml", kernel_path("pass"));
    assert_status(&result, 2);
    assert_says(result.errors, "error L702: missing/r.xml cannot be written");
    cr_assert_str_empty(result.output);
}

static void expect_report_refused(const char *option, const char *report, const char *input, const char *const *rest)
{
    const char *arguments[16] = { BIOS_TEST, option, report };
    struct result result;
    size_t count = 0;
    while (arguments[count] != NULL)
        count++;
    for (size_t i = 0; rest[i] != NULL; i++)
        arguments[count + i] = rest[i];
    const struct bytes before = file_read(input);
    call_program(&(struct call) { 0 }, arguments, &result);
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L714: ");
    assert_says(result.errors, " would be overwritten by what is made of it (inode ");
    cr_assert_str_empty(result.output);
    cr_assert(bytes_equal(file_read(input), before));
}

#define EXPECT_REPORT_REFUSED(option, report, input, ...)                                                                        \
    expect_report_refused(option, report, input, (const char *const[]) { __VA_ARGS__, NULL })

Test(test, a_report_replaces_nothing_that_is_tested)
{
    struct result result;
    static const char *const options[] = { "--tap", "--junit" }, *const names[] = { "kernel.elf", "./kernel.elf", "link",
                                                                                    "twin" };
    file_write("kernel.elf", file_read(kernel_path("pass")));
    shell("ln -s kernel.elf link && ln kernel.elf twin && echo text >file");
    for (size_t i = 0; i < COUNT_OF(options); i++)
        for (size_t j = 0; j < COUNT_OF(names); j++)
            EXPECT_REPORT_REFUSED(options[i], names[j], "kernel.elf", "kernel.elf");
    EXPECT_REPORT_REFUSED("--tap", "file", "file", "kernel.elf", "--ramdisk", "file");
    EXPECT_REPORT_REFUSED("--tap", "file", "file", "kernel.elf", "--module", "a=file");
    EXPECT_REPORT_REFUSED("--junit", "file", "file", "kernel.elf", "--cmdline-file", "file");
    EXPECT_REPORT_REFUSED("--junit", "file", "file", "kernel.elf", "--medium", "pxe", "--ramdisk", "file");
    CALL(&result, "lintel", "build", "-q", "kernel.elf", "-o", "os.img");
    EXPECT_REPORT_REFUSED("--tap", "os.img", "os.img", "os.img");
}

/* What people read goes to standard error then. */
Test(test, a_report_may_go_to_standard_output)
{
    struct result result;
    CALL(&result, BIOS_TEST, "--tap", "-", kernel_path("pass"));
    assert_status(&result, 0);
    cr_assert_eq(strncmp(result.output, "TAP version 13\n1..1\nok 1 - bios-ahci # time=", 44), 0, "%s", result.output);
    cr_assert_null(strstr(result.output, "1 of 1 passed"));
    assert_says(result.errors, "ok bios-ahci ");
    assert_says(result.errors, "1 of 1 passed\n");
    CALL(&result, BIOS_TEST, "-q", "--junit", "-", "--tap", "./-", kernel_path("pass"));
    assert_status(&result, 0);
    cr_assert_str_empty(result.errors);
    cr_assert_eq(strncmp(result.output, "<?xml ", 6), 0, "%s", result.output);
    assert_says(result.output, "</testsuites>\n");
    assert_says((const char *)file_read("-").data, "TAP version 13\n");
    cr_assert_eq(entries_in_folder("."), 1);
}

Test(test, a_report_that_nobody_can_write_to_standard_output_is_an_error)
{
    struct result result;
    CALL(&result, "sh", "-c", "exec \"${LINTEL:-$0/build/lintel}\" test --no-kvm --door bios --tap - \"$1\" >/dev/full",
         repository(), kernel_path("pass"));
    assert_status(&result, 2);
    assert_says(result.errors, "error L702: standard output cannot be written");
}

Test(test, expected_text_that_appears_is_a_pass)
{
    struct result result;
    CALL(&result, BIOS_TEST, "--expect", "Lintel ", "--expect", "entering the kernel", kernel_path("pass"));
    assert_status(&result, 0);
}

Test(test, expected_text_that_does_not_appear_is_a_fail)
{
    struct result result;
    CALL(&result, BIOS_TEST, "--expect", "Lintel ", "--expect", "login:", kernel_path("pass"));
    assert_status(&result, 1);
    assert_says(result.output, " fail: the serial line never said \"login:\"\n");
}

Test(test, a_kernel_that_never_ends_passes_once_it_has_said_what_is_expected)
{
    struct result result;
    CALL(&result, BIOS_TEST, "--expect", "entering the kernel", "--until-expected", kernel_path("hang"));
    assert_status(&result, 0);
}

Test(test, large_sectors_choose_their_medium_and_want_uefi)
{
    struct result result;
    CALL(&result, TEST, "--sector-size", "4096", "--door", "uefi", kernel_path("pass"));
    assert_status(&result, 0);
    assert_says(result.output, "ok uefi-virtio ");
    CALL(&result, TEST, "--sector-size", "4096", kernel_path("pass"));
    assert_status(&result, 2);
    assert_says(result.errors, "error L718: ");
    CALL(&result, TEST, "--sector-size", "4096", "--door", "uefi", "--medium", "ide", kernel_path("pass"));
    assert_status(&result, 2);
    assert_says(result.errors, "error L740: --medium ide: ");
}

Test(test, without_uefi_firmware_that_door_is_a_host_error)
{
    struct call call = { .environment = (const char *const[]) { system_without("firmware"), NULL } };
    struct result result;
    CALL_AS(&call, &result, TEST, kernel_path("pass"));
    assert_status(&result, 2);
    assert_says(result.output, "not ok uefi-ahci ");
    assert_says(result.output, " host error: error L711: ");
    assert_says(result.output, "1 of 2 passed");
}

/* The memory's size is a mark that no other machine has. */
static void expect_interrupted_without_traces(int ending_signal)
{
    struct call call = { .ending_signal = ending_signal, .after_ms = 3000 };
    struct result result;
    CALL_AS(&call, &result, BIOS_TEST, "--memory", "77776K,77777K", "--jobs", "2", "--tap", "r.tap", kernel_path("hang"));
    assert_status(&result, 128 + ending_signal);
    cr_assert_eq(entries_in_folder("."), 0);
    CALL(&result, "sh", "-c", "grep -lsz 'size=7777[67]K' /proc/[0-9]*/cmdline");
    cr_assert_str_empty(result.output, "QEMU still runs");
}

Test(test, an_interrupt_ends_every_qemu_and_leaves_no_file)
{
    expect_interrupted_without_traces(SIGINT);
}

Test(test, termination_ends_every_qemu_and_leaves_no_file)
{
    expect_interrupted_without_traces(SIGTERM);
}

Test(test, takes_a_cpu_with_many_features)
{
    struct result result;
    char cpu[1002] = "qemu64"; /* 994 letters follow, in words of seven: the most there may be */
    for (size_t len = strlen(cpu); len + 7 <= 1000; len += 7)
        memcpy(cpu + len, ",-rdpid", 7);
    CALL(&result, BIOS_TEST, "--cpu", cpu, kernel_path("pass"));
    assert_status(&result, 0);
    strcat(cpu, "p");
    CALL(&result, BIOS_TEST, "--cpu", cpu, kernel_path("pass"));
    assert_status(&result, 2);
    assert_says(result.errors, ": nothing has so many letters\n");
}

static void call_on_a_terminal(const struct call *call, const char *words, int status, struct result *result)
{
    char command[8192];
    snprintf(command, sizeof(command), "%s/build/lintel test --no-kvm --door bios %s", repository(), words);
    CALL_AS(call, result, "script", "-qec", command, "/dev/null");
    assert_status(result, status);
}

/* Long enough for somebody to be told that we wait. */
static void hang_on_a_terminal(const struct call *call, struct result *result)
{
    char words[4096];
    snprintf(words, sizeof(words), "--timeout 2 %s", kernel_path("hang"));
    call_on_a_terminal(call, words, 4, result);
    assert_says(result->output, "1 of 1: bios-ahci");
}

Test(test, a_terminal_gets_progress_and_colours)
{
    struct call call = { .environment = (const char *const[]) { "TERM=xterm", NULL } };
    struct result result;
    hang_on_a_terminal(&call, &result);
    assert_says(result.output, "\033[31mnot ok\033[m bios-ahci ");
    call_on_a_terminal(&call, kernel_path("pass"), 0, &result);
    assert_says(result.output, "\033[32mok\033[m bios-ahci ");
}

Test(test, no_colour_is_respected)
{
    struct call call = { .environment = (const char *const[]) { "TERM=xterm", "NO_COLOR=1", NULL } };
    struct result result;
    char words[4096];
    snprintf(words, sizeof(words), "--timeout 2 %s", kernel_path("hang"));
    call_on_a_terminal(&call, words, 4, &result);
    assert_says(result.output, "not ok bios-ahci ");
    cr_assert_null(strstr(result.output, "\033"), "no progress either: %s", result.output);
}

Test(test, quiet_says_what_failed_and_nothing_else)
{
    struct result result;
    CALL(&result, BIOS_TEST, "-q", kernel_path("pass"));
    assert_status(&result, 0);
    cr_assert_str_empty(result.output);
    CALL(&result, BIOS_TEST, "-q", kernel_path("fail"));
    assert_status(&result, 1);
    assert_says(result.output, "not ok bios-ahci ");
    cr_assert_null(strstr(result.output, "passed"));
}
