/* The command line: help, version, and what is wrong usage. */
#include "tests/tool/support.h"
#include <string.h>

TestSuite(usage, .init = folder_enter, .fini = folder_leave);

static void expect_wrong_usage(const struct result *result, const char *complaint)
{
    assert_status(result, 2);
    assert_says(result->errors, complaint);
    cr_assert_str_empty(result->output);
}

Test(usage, help_lists_the_verbs)
{
    struct result result;
    CALL(&result, "lintel", "--help");
    assert_status(&result, 0);
    assert_says(result.output, "build");
    assert_says(result.output, "iso");
    assert_says(result.output, "run");
    assert_says(result.output, "inspect");
}

static const char *const verbs[] = { "build", "iso", "netboot", "check", "run", "test", "gdb", "new", "inspect", "extract" };

Test(usage, each_verb_has_help_with_an_example)
{
    for (size_t i = 0; i < COUNT_OF(verbs); i++) {
        struct result result;
        CALL(&result, "lintel", verbs[i], "--help");
        assert_status(&result, 0);
        assert_says(result.output, "For example:\n  lintel ");
    }
}

static void expect_alike(const char *const *arguments, const char *const *others)
{
    struct result result, other;
    call_program(&(struct call) { 0 }, arguments, &result);
    call_program(&(struct call) { 0 }, others, &other);
    assert_status(&result, 0);
    cr_assert_str_eq(result.output, other.output);
}

#define WORDS(...) ((const char *const[]) { __VA_ARGS__, NULL })

Test(usage, help_of_a_verb_is_what_the_verb_says)
{
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        expect_alike(WORDS("lintel", "help", verbs[i]), WORDS("lintel", verbs[i], "--help"));
    expect_alike(WORDS("lintel", "help"), WORDS("lintel", "--help"));
}

Test(usage, version_is_one_line)
{
    struct result result;
    CALL(&result, "lintel", "--version");
    assert_status(&result, 0);
    cr_assert_eq(strncmp(result.output, "lintel ", 7), 0);
    cr_assert_eq(strchr(result.output, '\n'), result.output + strlen(result.output) - 1);
}

Test(usage, no_verb)
{
    struct result result;
    CALL(&result, "lintel");
    expect_wrong_usage(&result, "no verb given");
}

Test(usage, unknown_verb)
{
    struct result result;
    CALL(&result, "lintel", "frobnicate");
    expect_wrong_usage(&result, "lintel: there is no verb frobnicate\nTry ");
}

static void expect_meant(const char *word, const char *sentence)
{
    struct result result;
    CALL(&result, "lintel", word);
    expect_wrong_usage(&result, sentence);
}

Test(usage, misspelt_verb)
{
    expect_meant("biuld", "lintel: there is no verb biuld; did you mean build?\n");
    expect_meant("tset", "; did you mean test?\n");
    expect_meant("rn", "; did you mean run?\n");
    expect_meant("inspekt", "; did you mean inspect?\n");
    expect_meant("hlep", "; did you mean help?\n");
}

Test(usage, help_of_what_is_no_verb)
{
    struct result result;
    CALL(&result, "lintel", "help", "biuld");
    expect_wrong_usage(&result, "lintel: there is no verb biuld; did you mean build?\n");
    CALL(&result, "lintel", "help", "build", "iso");
    expect_wrong_usage(&result, "lintel: help: give one verb, or none\n");
}

Test(usage, unknown_option)
{
    struct result result;
    CALL(&result, "lintel", "build", "--outptu", "x");
    expect_wrong_usage(&result, "--outptu");
}

Test(usage, build_without_kernel)
{
    struct result result;
    CALL(&result, "lintel", "build", "-o", "os.img");
    expect_wrong_usage(&result, "no KERNEL given");
}

Test(usage, build_without_output)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf");
    expect_wrong_usage(&result, "-o IMAGE");
}

Test(usage, standard_output_is_no_place_for_an_image)
{
    static const char *const making[] = { "build", "iso" };
    struct result result;
    for (size_t i = 0; i < COUNT_OF(making); i++) {
        CALL(&result, "lintel", making[i], "kernel.elf", "-o", "-");
        expect_wrong_usage(&result, "-o -: an image needs a file that can seek, and standard output may be none; ./- is a file");
    }
    CALL(&result, "lintel", "netboot", "kernel.elf", "-o", "-");
    expect_wrong_usage(&result, "-o -: a folder cannot be written to standard output; ./- is a name\n");
    cr_assert_eq(entries_in_folder("."), 0);
}

Test(usage, a_file_called_dash_is_named_with_its_folder)
{
    struct result result;
    CALL(&result, "lintel", "build", "-q", kernel_path("pass"), "-o", "./-");
    assert_status(&result, 0);
    cr_assert(file_exists("-"));
}

Test(usage, option_given_twice_has_its_last_value)
{
    struct result result;
    CALL(&result, "lintel", "build", kernel_path("pass"), "-q", "-o", "first", "--table", "gpt", "-o", "last", "--table=mbr");
    assert_status(&result, 0);
    cr_assert_not(file_exists("first"));
    CALL(&result, "lintel", "inspect", "last");
    assert_says(result.output, "MBR");
}

Test(usage, build_with_two_kernels)
{
    struct result result;
    CALL(&result, "lintel", "build", "a", "b", "-o", "os.img");
    expect_wrong_usage(&result, "too many arguments: b");
}

Test(usage, kernel_whose_name_starts_with_a_dash)
{
    struct result result;
    CALL(&result, "lintel", "inspect", "--", "--help");
    assert_status(&result, 2);
    assert_says(result.errors, "error L701: --help cannot be opened");
}

/* The second would replace the first. */
Test(usage, test_with_one_file_for_two_reports)
{
    static const char *const same[][2] = { { "r", "r" }, { "r", "./r" }, { "/tmp/r", "/tmp/../tmp/r" } };
    struct result result;
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        CALL(&result, "lintel", "test", "kernel.elf", "--tap", same[i][0], "--junit", same[i][1]);
        expect_wrong_usage(&result, "--tap and --junit: give each a file of its own\n");
    }
}

Test(usage, test_with_standard_output_for_two_reports)
{
    struct result result;
    CALL(&result, "lintel", "test", "kernel.elf", "--tap", "-", "--junit", "-");
    expect_wrong_usage(&result, "--tap and --junit: give each a file of its own\n");
}

Test(usage, test_with_two_files_for_two_reports)
{
    struct result result;
    CALL(&result, "lintel", "test", "no-kernel", "--tap", "r", "--junit", "/r");
    assert_says(result.errors, "error L701: no-kernel cannot be opened");
}

Test(usage, inspect_without_kernel)
{
    struct result result;
    CALL(&result, "lintel", "inspect");
    expect_wrong_usage(&result, "no KERNEL and no IMAGE given");
}

Test(usage, run_with_an_unknown_door)
{
    struct result result;
    CALL(&result, "lintel", "run", "kernel.elf", "--door", "coreboot");
    expect_wrong_usage(&result, "--door coreboot: give one of bios, uefi\n");
}

static void expect_memory_refused(const char *size)
{
    struct result result;
    CALL(&result, "lintel", "run", "kernel.elf", "--memory", size);
    expect_wrong_usage(&result, "--memory");
}

Test(usage, run_with_an_impossible_memory_size)
{
    expect_memory_refused("1023K");
    expect_memory_refused("256");
    expect_memory_refused("-1M");
    expect_memory_refused("1MM");
    expect_memory_refused("1048577");
    expect_memory_refused("99999999999999999999G");
    expect_memory_refused("18446744073709551615K");
    expect_memory_refused("");
}

Test(usage, run_with_a_malformed_timeout)
{
    struct result result;
    CALL(&result, "lintel", "run", "kernel.elf", "--timeout", "1m");
    expect_wrong_usage(&result, "--timeout 1m");
}

Test(usage, run_takes_qemus_arguments_only_behind_two_dashes)
{
    struct result result;
    CALL(&result, "lintel", "run", "kernel.elf", "extra");
    expect_wrong_usage(&result, "too many arguments: extra");
}

static void expect_test_refuses(const char *option, const char *value, const char *complaint)
{
    struct result result;
    CALL(&result, "lintel", "test", "kernel.elf", option, value);
    expect_wrong_usage(&result, complaint);
}

Test(usage, test_with_values_that_are_none)
{
    expect_test_refuses("--door", "bios,pvh", "--door pvh: give one of bios, uefi\n");
    expect_test_refuses("--medium", "ahci,,usb", "--medium : nothing stands before or behind a comma");
    expect_test_refuses("--memory", "128M,x", "--memory x: ");
    expect_test_refuses("--cpu", "max,max", "--cpu max: it is there twice");
    expect_test_refuses("--smp", "0", "--smp 0: ");
    expect_test_refuses("--timeout", "0", "--timeout 0: ");
    expect_test_refuses("--jobs", "65", "--jobs 65: ");
    expect_test_refuses("--expect", "", "--expect: ");
}

Test(usage, test_until_nothing_is_expected)
{
    struct result result;
    CALL(&result, "lintel", "test", "kernel.elf", "--until-expected");
    expect_wrong_usage(&result, "add --expect TEXT");
}

Test(usage, test_without_kernel)
{
    struct result result;
    CALL(&result, "lintel", "test");
    expect_wrong_usage(&result, "no KERNEL and no IMAGE given");
}

Test(usage, output_that_cannot_be_written_is_an_error)
{
    struct result result;
    CALL(&result, "sh", "-c", "exec \"${LINTEL:-$0/build/lintel}\" --help >/dev/full", repository());
    assert_status(&result, 2);
}
