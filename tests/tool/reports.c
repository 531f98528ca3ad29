/* TAP and JUnit are well-formed, whatever a serial line says. */
#include "tests/tool/support.h"
#include "tools/base/utf8.h"
#include "tools/test/test.h"
#include <stdlib.h>
#include <string.h>

TestSuite(reports, .init = folder_enter, .fini = folder_leave);

static char nasty[] = "a\x1b[31m <b> & \"c\" ]]> \xff\xc3\xa4\xed\xa0\x80\xf4\x90\x80\x80\xef\xbf\xbe\x01\ttab\r\n\xe2\x82";

static struct test_boot boots[] = {
    { .plan = { .name = "bios-ahci" }, .elapsed_ms = 1234, .verdict = { .outcome = OUTCOME_PASS } },
    { .plan = { .name = "uefi-ahci" },
      .elapsed_ms = 5,
      .verdict = { .outcome = OUTCOME_FAULT, .why = "it said \"<&>\" \\ and so on" },
      .serial_end = nasty },
    { .plan = { .name = "uefi-usb" }, .verdict = { .outcome = OUTCOME_HOST_ERROR, .why = "no QEMU" } },
};
static const struct test_options options = { .path = "folder/a & b.elf", .log_folder = "logs" };
static const struct test test = { .options = &options, .boots = boots, .boot_count = 3 };

/* Lives as long as the test. */
static const char *written_by(void (*write)(const struct test *, FILE *), const char *path)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    write(&test, file);
    cr_assert_eq(fclose(file), 0);
    return (const char *)file_read(path).data;
}

Test(reports, tap_has_a_plan_a_line_a_boot_and_details_of_failures)
{
    const char *tap = written_by(test_tap_write, "report.tap");
    assert_says(tap, "TAP version 13\n1..3\nok 1 - bios-ahci # time=1234ms\nnot ok 2 - uefi-ahci # time=5ms\n  ---\n");
    assert_says(tap, "  message: \"it said \\\"<&>\\\" \\\\ and so on\"\n  outcome: fault\n  log: \"logs/uefi-ahci\"\n  ...\n");
    assert_says(tap, "not ok 3 - uefi-usb");
}

Test(reports, junit_counts_failures_and_errors)
{
    struct result result;
    const char *junit = written_by(test_junit_write, "report.xml");
    CALL(&result, "xmllint", "--noout", "report.xml");
    assert_status(&result, 0);
    assert_says(junit, "<testsuite name=\"a &amp; b.elf\" tests=\"3\" failures=\"1\" errors=\"1\" time=\"1.239\">");
    assert_says(junit, "name=\"bios-ahci\" time=\"1.234\"></testcase>");
    assert_says(junit, "<error type=\"host error\" message=\"no QEMU\"></error>");
}

/* As a reader of XML sees it: nothing is lost but what XML cannot hold. */
Test(reports, junit_keeps_all_of_a_serial_line_that_xml_can_hold)
{
    struct result result;
    (void)written_by(test_junit_write, "report.xml");
    CALL(&result, "xmllint", "--xpath", "string(//failure)", "report.xml");
    assert_status(&result, 0);
    cr_assert_str_eq(result.output, "a[31m <b> & \"c\" ]]> \xc3\xa4\ttab\n\n");
}

Test(reports, a_line_is_cleaned_of_what_a_terminal_might_obey)
{
    char line[] = "\x1b[2Jerror\t\xc2\x9b\xf0\x9f\x98\x80\x7f\r\n \xe4!";
    utf8_clean_line(line);
    cr_assert_str_eq(line, "[2Jerror\xf0\x9f\x98\x80 !");
}
