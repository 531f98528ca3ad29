/* `lintel gdb` and `lintel run --gdb`: symbols are where the kernel is, and the loader's where the loader is. */
#include "tests/tool/support.h"
#include <cjson/cJSON.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GDB     "lintel", "gdb", "--headless", "--no-kvm", "--timeout", "120"
#define COMMAND "-ex"

TestSuite(gdb, .init = folder_enter, .fini = folder_leave,
          .timeout = 300); /* gdb waits for ever for a breakpoint that is never hit */

/* In a folder with a space in its name, and without traces in $TMPDIR. */
static void debug(struct result *result, const char *const *arguments)
{
    struct call call = { .environment = (const char *const[]) { "TMPDIR=temporary", NULL } };
    struct result made;
    CALL(&made, "mkdir", "temporary");
    call_program(&call, arguments, result);
    cr_assert_eq(entries_in_folder("temporary"), 0);
}

static void copy_kernel(const char *to)
{
    file_write(to, file_read(kernel_path("debugged-pie")));
}

static void expect_breakpoint_in_kernel_main(const char *door)
{
    struct result result;
    copy_kernel("a \"kernel\".elf");
    debug(&result, (const char *const[]) { GDB,
                                           "--door",
                                           door,
                                           "a \"kernel\".elf",
                                           "--",
                                           "-nx",
                                           "-batch",
                                           COMMAND,
                                           "break kernel_main",
                                           COMMAND,
                                           "continue",
                                           COMMAND,
                                           "info line",
                                           COMMAND,
                                           "next",
                                           COMMAND,
                                           "next",
                                           COMMAND,
                                           "print counter",
                                           NULL });
    assert_status(&result, 0);
    assert_says(result.output, "_start (info=");
    assert_says(result.output, "Line 11 of \"tests/tool/kernels/debugged.c\" starts at address 0xffff");
    assert_says(result.output, "\n12\t");
    assert_says(result.output, "$1 = 42\n");
    assert_says(result.errors, "entering the kernel\r\n");
}

Test(gdb, stops_in_kernel_main_of_a_randomised_kernel_by_bios)
{
    expect_breakpoint_in_kernel_main("bios");
}

/* Whatever gdb would take for a comment, an option, a quote, an escape, a home folder. */
static const char *const strange_names[] = { "-k#.elf", "~ 'k'.elf", "\"\\\".elf", "a\\", "$rsi\t.elf" };

Test(gdb, has_the_symbols_of_a_kernel_of_any_name)
{
    struct result result;
    for (size_t i = 0; i < COUNT_OF(strange_names); i++) {
        copy_kernel(strange_names[i]);
        CALL(&result, GDB, "--", strange_names[i], "-nx", "-batch", COMMAND, "output $rip == (unsigned long)&_start");
        assert_status(&result, 0);
        assert_says(result.output, "\n1");
    }
}

Test(gdb, has_the_symbols_of_a_kernel_of_any_name_behind_the_loader)
{
    struct result result;
    copy_kernel("-#\\\"");
    CALL(&result, GDB, "--loader", "--", "-#\\\"", "-nx", "-batch", COMMAND, "continue", COMMAND, "kernel", COMMAND,
         "output $rip == (unsigned long)&_start");
    assert_status(&result, 0);
    assert_says(result.output, "\n1");
}

/* A command is a line. */
Test(gdb, a_line_break_in_a_name_is_refused)
{
    struct result result;
    copy_kernel("a\nshell touch made");
    CALL(&result, GDB, "a\nshell touch made", "--", "-nx", "-batch");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L726: ");
    assert_says(result.errors,
                " has a line break in its name (byte 2), and gdb cannot be told such a name\nhint: make a link to it");
    CALL(&result, "lintel", "run", "--headless", "--gdb", "a\nshell touch made");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L726: ");
    CALL(&result, "lintel", "gdb", "a\nshell touch made", "--launch-json", "launch.json");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L726: ");
    cr_assert_eq(entries_in_folder("."), 1);
}

Test(gdb, a_line_break_in_a_folders_name_is_refused_where_the_folder_is_named)
{
    struct call call = { .folder = "a\nb" };
    struct result result;
    shell("mkdir 'a\nb'");
    copy_kernel("a\nb/kernel.elf");
    CALL_AS(&call, &result, "lintel", "gdb", "kernel.elf", "--launch-json", "launch.json");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L726: /");
    CALL_AS(&call, &result, GDB, "kernel.elf", "--", "-nx", "-batch", COMMAND, "output $rip == (unsigned long)&_start");
    assert_says(result.output, "\n1");
}

Test(gdb, stops_in_kernel_main_of_a_randomised_kernel_by_uefi)
{
    expect_breakpoint_in_kernel_main("uefi");
}

/* Without anything else to do: where it stands is the kernel's first instruction. */
Test(gdb, stands_at_the_entry)
{
    struct result result;
    debug(&result,
          (const char *const[]) { GDB, kernel_path("debugged-pie"), "--", "-nx", "-batch", COMMAND,
                                  "output $rip == (unsigned long)&_start", COMMAND, "output (unsigned long)$rsp % 16", NULL });
    assert_status(&result, 0);
    assert_says(result.output, "\n18"); /* true, and 8 */
}

static void expect_loader_and_kernel(const char *door)
{
    struct result result;
    debug(&result, (const char *const[]) { GDB,
                                           "--loader",
                                           "--door",
                                           door,
                                           kernel_path("debugged-pie"),
                                           "--",
                                           "-nx",
                                           "-batch",
                                           COMMAND,
                                           "info line",
                                           COMMAND,
                                           "break read_kernel",
                                           COMMAND,
                                           "continue",
                                           COMMAND,
                                           "continue",
                                           COMMAND,
                                           "kernel",
                                           COMMAND,
                                           "break kernel_main",
                                           COMMAND,
                                           "continue",
                                           NULL });
    assert_status(&result, 0);
    assert_says(result.output, ", boot (entry_tsc=");
    assert_says(result.output, " of \"common/boot.c\" starts at address ");
    assert_says(result.output, "Breakpoint 2, read_kernel (b=");
    assert_says(result.output, "Breakpoint 4, kernel_main (info=");
}

Test(gdb, steps_through_the_loader_and_into_the_kernel_by_bios)
{
    expect_loader_and_kernel("bios");
}

Test(gdb, steps_through_the_loader_and_into_the_kernel_by_uefi)
{
    expect_loader_and_kernel("uefi");
}

Test(gdb, a_debugger_that_ends_badly_is_1)
{
    struct result result;
    debug(&result, (const char *const[]) { GDB, kernel_path("debugged-pie"), "--", "-nx", "-batch", COMMAND, "quit 7", NULL });
    assert_status(&result, 1);
}

Test(gdb, a_refusal_before_the_kernel_is_5_and_starts_no_debugger)
{
    struct result result;
    debug(&result, (const char *const[]) { GDB, kernel_path("picky"), "--", "-nx", "-batch", COMMAND, "echo it-runs", NULL });
    assert_status(&result, 5);
    assert_says(result.errors, "error L502: ");
    cr_assert_null(strstr(result.output, "it-runs"));
}

Test(gdb, missing_names_the_package)
{
    struct call call = { .environment = (const char *const[]) { "PATH=bin", NULL } };
    struct result result;
    CALL(&result, "sh", "-c",
         "mkdir bin && for tool in mformat mmd mcopy qemu-system-x86_64; do ln -s \"$(command -v $tool)\" bin/; done");
    CALL_AS(&call, &result, GDB, kernel_path("debugged-pie"));
    assert_status(&result, 2);
    assert_says(result.errors, "error L741: gdb is not installed");
}

Test(gdb, image_has_no_symbols)
{
    struct result result;
    CALL(&result, "lintel", "build", "-q", kernel_path("pass"), "-o", "os.img");
    CALL(&result, GDB, "os.img");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L722: os.img is an image with sectors of 512 bytes, and gdb needs a kernel");
    CALL(&result, "lintel", "gdb", "os.img", "--launch-json", "launch.json");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L722: ");
    cr_assert_not(file_exists("launch.json"));
}

Test(gdb, termination_ends_debugger_and_machine)
{
    struct call call = { .ending_signal = SIGTERM, .after_ms = 6000 };
    struct result result;
    CALL_AS(&call, &result, GDB, "--memory", "77775K", kernel_path("debugged-pie"), "--", "-nx", "-batch", COMMAND, "continue");
    assert_status(&result, 128 + SIGTERM);
    CALL(&result, "sh", "-c", "grep -lsz 'size=7777[5]K' /proc/[0-9]*/cmdline");
    cr_assert_str_empty(result.output, "QEMU still runs");
}

/* As somebody else's debugger does it, with what `lintel run` says, and two commands more. */
static void debug_what_runs(const char *path, const char *command, const char *last, struct result *result)
{
    char port[16];
    snprintf(port, sizeof(port), "%d", 20000 + getpid() % 20000);
    CALL(result, "sh", "-c",
         "\"${LINTEL:-$0/build/lintel}\" run --headless --no-kvm --gdb=$1 \"$2\" >serial 2>commands & run=$!; "
         "for i in $(seq 600); do grep -q continue commands && break; sleep 0.1; done; "
         "sed -n '/^target remote/,$p' commands >only; gdb -nx -batch -x only -ex \"$3\" -ex \"$4\"; "
         "kill $run; wait $run",
         repository(), port, path, command, last);
    assert_says((const char *)file_read("commands").data, "lintel: the machine stands still at the kernel's entry");
}

Test(gdb, run_waits_for_a_debugger_and_says_what_it_needs)
{
    struct result result;
    debug_what_runs(kernel_path("debugged-pie"), "break kernel_main", "continue", &result);
    assert_says(result.output, "Breakpoint 2, kernel_main (info=");
}

Test(gdb, run_says_that_an_image_has_no_symbols)
{
    struct result result;
    CALL(&result, "lintel", "build", "-q", kernel_path("debugged-pie"), "-o", "os.img");
    debug_what_runs("os.img", "info symbol $rip", "output $rip == $rdi", &result);
    assert_says(result.output, "No symbol matches $rip.\n");
    assert_says((const char *)file_read("commands").data,
                "\n# an image has no symbols; with its kernel's own file: symbol-file -o $rsi KERNEL\nthbreak *$rdi\ncontinue\n");
}

Test(gdb, writes_a_launch_json_once)
{
    struct result result;
    copy_kernel("kernel.elf");
    CALL(&result, "lintel", "gdb", "kernel.elf", "--launch-json", "launch.json");
    assert_status(&result, 0);
    cJSON *root = cJSON_Parse((const char *)file_read("launch.json").data);
    const cJSON *configuration = cJSON_GetArrayItem(cJSON_GetObjectItem(root, "configurations"), 0);
    const cJSON *command = cJSON_GetArrayItem(cJSON_GetObjectItem(configuration, "postRemoteConnectCommands"), 0);
    const char *program = cJSON_GetStringValue(cJSON_GetObjectItem(configuration, "program"));
    cr_assert_not_null(program);
    cr_assert_eq(program[0], '/');
    assert_says(program, "/kernel.elf");
    cr_assert_str_eq(cJSON_GetStringValue(cJSON_GetObjectItem(configuration, "miDebuggerServerAddress")), "localhost:1234");
    assert_says(cJSON_GetStringValue(cJSON_GetObjectItem(command, "text")), "symbol-file -o $rsi \"/");
    cJSON_Delete(root);
}

Test(gdb, a_launch_json_may_go_to_standard_output)
{
    struct result result;
    CALL(&result, "lintel", "gdb", kernel_path("debugged-pie"), "--launch-json", "-");
    assert_status(&result, 0);
    cJSON *root = cJSON_Parse(result.output);
    cr_assert_not_null(cJSON_GetObjectItem(root, "configurations"));
    cJSON_Delete(root);
    cr_assert_eq(entries_in_folder("."), 0);
}

Test(gdb, an_existing_launch_json_stays_as_it_is)
{
    struct result result;
    file_write("launch.json", text_bytes("mine"));
    CALL(&result, "lintel", "gdb", kernel_path("debugged-pie"), "--launch-json", "launch.json");
    assert_status(&result, 2);
    assert_says(result.errors, "error L742: launch.json exists already");
    cr_assert_str_eq((const char *)file_read("launch.json").data, "mine");
}
