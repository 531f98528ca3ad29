/* TAP 13 and the XML that CI systems call JUnit's. The XML is written by hand: it is six elements, and what a library would do
 * for us, escaping, is what has to be done with care anyway, since a serial line may say anything. */
#include "tools/base/host_file.h"
#include "tools/base/output_file.h"
#include "tools/base/utf8.h"
#include "tools/test/test.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *outcome_word(enum outcome outcome)
{
    static const char *const words[] = {
        [OUTCOME_PASS] = "pass",   [OUTCOME_FAIL] = "fail", [OUTCOME_HOST_ERROR] = "host error",
        [OUTCOME_FAULT] = "fault", [OUTCOME_HANG] = "hang", [OUTCOME_REFUSED] = "refused",
    };
    return words[outcome];
}

static void write_quoted(FILE *file, const char *text)
{
    fputc('"', file);
    for (; *text != '\0'; text++)
        fprintf(file, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
    fputc('"', file);
}

static void write_tap_details(const struct test *test, const struct test_boot *boot, FILE *file)
{
    char log[OUTPUT_PATH_BYTES];
    snprintf(log, sizeof(log), "%s/%s", test->options->log_folder, boot->plan.name);
    fputs("  ---\n  message: ", file);
    write_quoted(file, boot->verdict.why);
    fprintf(file, "\n  outcome: %s\n  log: ", outcome_word(boot->verdict.outcome));
    write_quoted(file, log);
    fputs("\n  ...\n", file);
}

void test_tap_write(const struct test *test, FILE *file)
{
    fprintf(file, "TAP version 13\n1..%zu\n", test->boot_count);
    for (size_t i = 0; i < test->boot_count; i++) {
        const struct test_boot *boot = &test->boots[i];
        const bool passed = boot->verdict.outcome == OUTCOME_PASS;
        fprintf(file, "%s %zu - %s # time=%llums\n", passed ? "ok" : "not ok", i + 1, boot->plan.name,
                (unsigned long long)boot->elapsed_ms);
        if (!passed)
            write_tap_details(test, boot, file);
    }
}

/* The character at the front as XML has it. */
static void write_xml_character(FILE *file, const u8 *character, size_t len)
{
    switch (character[0]) {
    case '<':
        fputs("&lt;", file);
        return;
    case '>':
        fputs("&gt;", file);
        return;
    case '&':
        fputs("&amp;", file);
        return;
    case '"':
        fputs("&quot;", file);
        return;
    default:
        fwrite(character, 1, len, file);
    }
}

/* In an element or in an attribute. What is no character of XML is left out. */
static void write_xml(FILE *file, const char *string)
{
    const struct bytes text = { (const u8 *)string, strlen(string) };
    for (size_t i = 0; i < text.len;) {
        const size_t len = utf8_character_len((struct bytes) { text.data + i, text.len - i });
        write_xml_character(file, text.data + i, len);
        i += len > 0 ? len : 1;
    }
}

static void write_xml_attribute(FILE *file, const char *name, const char *value)
{
    fprintf(file, " %s=\"", name);
    write_xml(file, value);
    fputc('"', file);
}

static void write_seconds(FILE *file, u64 elapsed_ms)
{
    fprintf(file, " time=\"%llu.%03u\"", (unsigned long long)(elapsed_ms / 1000), (unsigned)(elapsed_ms % 1000));
}

/* JUnit calls a failure what the tested thing did wrong, and an error what kept it from being tested. */
static void write_failure(FILE *file, const struct test_boot *boot)
{
    const char *element = boot->verdict.outcome == OUTCOME_HOST_ERROR ? "error" : "failure";
    fprintf(file, "\n      <%s", element);
    write_xml_attribute(file, "type", outcome_word(boot->verdict.outcome));
    write_xml_attribute(file, "message", boot->verdict.why);
    fputc('>', file);
    if (boot->serial_end != NULL)
        write_xml(file, boot->serial_end);
    fprintf(file, "</%s>\n    ", element);
}

static void write_case(FILE *file, const char *suite, const struct test_boot *boot)
{
    fputs("    <testcase", file);
    write_xml_attribute(file, "classname", suite);
    write_xml_attribute(file, "name", boot->plan.name);
    write_seconds(file, boot->elapsed_ms);
    fputc('>', file);
    if (boot->verdict.outcome != OUTCOME_PASS)
        write_failure(file, boot);
    fputs("</testcase>\n", file);
}

static void write_suite_attributes(const struct test *test, FILE *file)
{
    size_t errors = 0, failures = 0;
    u64 elapsed_ms = 0;
    for (size_t i = 0; i < test->boot_count; i++) {
        const enum outcome outcome = test->boots[i].verdict.outcome;
        errors += outcome == OUTCOME_HOST_ERROR;
        failures += outcome != OUTCOME_HOST_ERROR && outcome != OUTCOME_PASS;
        elapsed_ms += test->boots[i].elapsed_ms;
    }
    fprintf(file, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"", test->boot_count, failures, errors);
    write_seconds(file, elapsed_ms);
}

void test_junit_write(const struct test *test, FILE *file)
{
    const char *slash = strrchr(test->options->path, '/');
    const char *suite = slash != NULL ? slash + 1 : test->options->path;
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites", file);
    write_suite_attributes(test, file);
    fputs(">\n  <testsuite", file);
    write_xml_attribute(file, "name", suite);
    write_suite_attributes(test, file);
    fputs(">\n", file);
    for (size_t i = 0; i < test->boot_count; i++)
        write_case(file, suite, &test->boots[i]);
    fputs("  </testsuite>\n</testsuites>\n", file);
}

/* Made in memory, so that the file appears whole or not at all. */
static struct error write_report(const struct test *test, const char *path, void (*write)(const struct test *, FILE *))
{
    struct output_file output = { .path = path, .fd = -1 };
    if (output_is_standard(path)) {
        write(test, stdout); /* main() looks at what became of it */
        return OK;
    }
    char *text = NULL;
    size_t len = 0;
    FILE *file = open_memstream(&text, &len);
    if (file == NULL)
        return error_about(ERR_HOST_WRITE, path, ENOMEM);
    write(test, file);
    struct error error = fclose(file) == 0 ? output_open(path, &output) : error_about(ERR_HOST_WRITE, path, ENOMEM);
    if (error.code == ERR_NONE)
        error = descriptor_write(output.fd, path, 0, (struct bytes) { (const u8 *)text, len });
    if (error.code == ERR_NONE)
        error = output_commit(&output);
    output_close(&output);
    free(text);
    return error;
}

bool test_reports_take_standard_output(const struct test_options *options)
{
    const char *const paths[] = { options->tap_path, options->junit_path };
    for (size_t i = 0; i < COUNT_OF(paths); i++)
        if (paths[i] != NULL && output_is_standard(paths[i]))
            return true;
    return false;
}

struct error test_reports_write(const struct test *test)
{
    if (test->options->tap_path != NULL)
        TRY(write_report(test, test->options->tap_path, test_tap_write));
    return test->options->junit_path != NULL ? write_report(test, test->options->junit_path, test_junit_write) : OK;
}

static struct error check(const char *path)
{
    struct output_file output;
    if (path == NULL || output_is_standard(path))
        return OK;
    struct error error = output_open(path, &output);
    output_close(&output);
    return error;
}

struct error test_reports_check(const struct test_options *options)
{
    TRY(check(options->tap_path));
    return check(options->junit_path);
}
