/* What the tool says beside its results: of success, on a terminal while work lasts, and if nothing can be written. */
#include "tests/tool/support.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static struct result result;

/* mcopy takes longer than anybody waits without a word. */
static void enter_with_a_slow_mcopy(void)
{
    static const char mcopy[] = "#!/bin/sh\nsleep 1\nPATH=/usr/bin:/bin exec mcopy \"$@\"\n";
    folder_enter_with_kernel();
    cr_assert_eq(mkdir("bin", 0777), 0);
    file_write("bin/mcopy", (struct bytes) { (const u8 *)mcopy, sizeof(mcopy) - 1 });
    cr_assert_eq(chmod("bin/mcopy", 0755), 0);
}

TestSuite(speech, .init = enter_with_a_slow_mcopy, .fini = folder_leave);

/* Of `script`, whose $0 is the checkout. */
static void call_shell(const char *script)
{
    char call[4096];
    snprintf(call, sizeof(call), "lintel() { \"${LINTEL:-$0/build/lintel}\" \"$@\"; }; %s", script);
    CALL(&result, "sh", "-c", call, repository());
}

static void expect_a_line_unless_quiet(const char *words, const char *made)
{
    char script[256];
    snprintf(script, sizeof(script), "lintel %s && rm -r %s", words, made);
    call_shell(script);
    assert_status(&result, 0);
    cr_assert_eq(strchr(result.output, '\n'), result.output + strlen(result.output) - 1, "no line: %s", result.output);
    snprintf(script, sizeof(script), "lintel %s --quiet && rm -r %s", words, made);
    call_shell(script);
    assert_status(&result, 0);
    cr_assert_str_empty(result.output);
    cr_assert_str_empty(result.errors);
}

Test(speech, of_success_is_a_line_and_none_if_quiet)
{
    expect_a_line_unless_quiet("build kernel.elf -o os.img", "os.img");
    expect_a_line_unless_quiet("iso kernel.elf -o os.iso", "os.iso");
    expect_a_line_unless_quiet("netboot kernel.elf -o net", "net");
    expect_a_line_unless_quiet("new project", "project");
    expect_a_line_unless_quiet("gdb kernel.elf --launch-json launch.json", "launch.json");
    expect_a_line_unless_quiet("check kernel.elf", "-f nothing");
}

Test(speech, of_what_was_asked_for_stays_if_quiet)
{
    call_shell("lintel check -q --plan kernel.elf");
    assert_status(&result, 0);
    assert_says(result.output, " the kernel\n");
}

Test(speech, of_errors_and_warnings_stays_if_quiet)
{
    call_shell("lintel build -q nothing.elf -o os.img");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L701: nothing.elf cannot be opened");
    call_shell("lintel check -q kernel.elf --set kernel_stack_size=4K");
    assert_status(&result, 0);
    assert_says(result.errors, "lintel: warning: kernel_stack_size is 4096 bytes");
}

/* What a terminal shows of `command`. */
static void call_on_a_terminal(const char *environment, const char *command)
{
    char script[1024];
    snprintf(script, sizeof(script),
             "PATH=$PWD/bin:$PATH TERM=xterm; export PATH TERM; %s script -qec \"lintel() { '$0/build/lintel' \\\"\\$@\\\"; }; "
             "%s\" /dev/null",
             environment, command);
    CALL(&result, "sh", "-c", script, repository());
    assert_status(&result, 0);
}

#define CLEAR_LINE "\r\033[K"

Test(speech, of_long_work_comes_and_goes_on_a_terminal)
{
    call_on_a_terminal("", "head -c 3M /dev/zero >initrd; lintel build kernel.elf --ramdisk initrd -o os.img");
    assert_says(result.output, CLEAR_LINE "os.img: 0 of 3 MiB, 1 s");
    assert_says(result.output, CLEAR_LINE "os.img: 35 MiB, boots on BIOS and UEFI");
    call_on_a_terminal("", "lintel check kernel.elf");
    cr_assert_null(strstr(result.output, "\033"), "this takes no time: %s", result.output);
}

Test(speech, of_long_work_makes_way_for_a_complaint)
{
    call_on_a_terminal("", "printf '#!/bin/sh\\nsleep 1; exit 1' >bin/mcopy; "
                           "lintel build kernel.elf -o os.img || true");
    assert_says(result.output, CLEAR_LINE "os.img: ");
    assert_says(result.output, CLEAR_LINE "lintel: error L703: mcopy failed");
}

static void expect_no_escapes(const char *environment, const char *command)
{
    call_on_a_terminal(environment, command);
    cr_assert_null(strstr(result.output, "\033"), "%s", result.output);
}

Test(speech, of_long_work_is_not_for_everybody)
{
    expect_no_escapes("NO_COLOR=1", "lintel build kernel.elf -o os.img");
    expect_no_escapes("TERM=dumb", "lintel build kernel.elf -o os.img");
    expect_no_escapes("", "lintel build kernel.elf -o os.img --quiet");
    expect_no_escapes("", "lintel build kernel.elf -o os.img 2>errors; cat errors");
    call_on_a_terminal("NO_COLOR=", "lintel build kernel.elf -o os.img");
    assert_says(result.output, CLEAR_LINE "os.img: ");
}

static void expect_an_error_of_output(const char *words, const char *output, const char *number)
{
    char script[256];
    snprintf(script, sizeof(script), "lintel %s %s", words, output);
    call_shell(script);
    cr_assert_eq(result.status, 2, "lintel %s %s: %d %s", words, output, result.status, result.errors);
    snprintf(script, sizeof(script), "lintel: error L702: standard output cannot be written (errno %s)\nhint: ", number);
    assert_says(result.errors, script);
}

/* On a full device (ENOSPC), or closed (EBADF). */
Test(speech, that_cannot_be_written_is_an_error)
{
    static const char *const calls[] = {
        "--help",
        "--version",
        "build --help",
        "test --usage",
        "build kernel.elf -o os.img",
        "iso kernel.elf -o os.iso",
        "netboot kernel.elf -o net",
        "new project",
        "check kernel.elf",
        "check kernel.elf --plan",
        "inspect kernel.elf",
        "inspect kernel.elf --json",
        "inspect os.img",
        "extract os.img /boot/kernel.elf -o -",
        "gdb kernel.elf --launch-json launch.json",
    };
    for (size_t i = 0; i < COUNT_OF(calls); i++) {
        expect_an_error_of_output(calls[i], ">/dev/full", "28");
        CALL(&result, "rm", "-rf", "project", "launch.json");
        expect_an_error_of_output(calls[i], ">&-", "9");
        CALL(&result, "rm", "-rf", "project", "launch.json");
    }
}

/* Who closes it and wants no word has lost nothing; programs that the tool starts do not fall over it either. */
Test(speech, that_is_not_wanted_needs_no_descriptor)
{
    call_shell("lintel build kernel.elf -o os.img --quiet <&- >&- 2>&- && lintel iso kernel.elf -o os.iso --quiet <&- >&- 2>&- &&"
               "lintel netboot kernel.elf -o net --quiet <&- >&- 2>&- && lintel inspect os.iso <&- 2>&- >facts && test -s facts");
    assert_status(&result, 0);
}
