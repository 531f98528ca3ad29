/* `lintel inspect --json` says what `lintel inspect` says, in a form that any JSON reader takes. */
#include "include/lintel/config.h"
#include "tests/spoilt/elf_kernel.h"
#include "tests/tool/support.h"
#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LOADED_SEGMENTS SEGMENT_DYNAMIC /* the headers from this one on load nothing */

static struct elf_kernel kernel;
static struct result text, json;

static void enter_with_kernel(void)
{
    folder_enter();
    elf_kernel_make(&kernel);
}

TestSuite(inspect, .init = enter_with_kernel, .fini = folder_leave);

/* The object that --json prints of the kernel; as text it lies in `text`. */
static cJSON *inspect(int expected_status)
{
    file_write("kernel.elf", elf_kernel_view(&kernel));
    CALL(&text, "lintel", "inspect", "kernel.elf");
    CALL(&json, "lintel", "inspect", "--json", "kernel.elf");
    assert_status(&text, expected_status);
    assert_status(&json, expected_status);
    cr_assert_str_eq(text.errors, json.errors);
    cJSON *root = cJSON_ParseWithOpts(json.output, NULL, true);
    cr_assert_not_null(root, "no JSON:\n%s", json.output);
    return root;
}

/* What people read for a number: "64 KiB" is 65536; "none" and "any" are 0. */
static uint64_t number_in_words(const char *words)
{
    static const char units[] = "BKMGT";
    char *end;
    uint64_t number = strtoull(words, &end, 10);
    const char *unit = *end == ' ' ? strchr(units, end[1]) : NULL;
    return unit == NULL ? number : number << (10 * (unit - units));
}

static void expect_same(const cJSON *value, const char *words)
{
    if (cJSON_IsNumber(value))
        cr_assert_eq((uint64_t)value->valuedouble, number_in_words(words), "%s: %s", value->string, words);
    else
        cr_assert_str_eq(cJSON_GetStringValue(value), words, "%s", value->string);
}

/* The words behind a name that starts a line. */
static void text_value(const char *name, char words[80])
{
    char start[64];
    snprintf(start, sizeof(start), "\n%s ", name);
    const char *line = strstr(text.output, start);
    cr_assert_not_null(line, "%s is not in:\n%s", name, text.output);
    cr_assert_eq(sscanf(line + strlen(start), " %79[^\n]", words), 1);
}

static size_t lines_after(const char *name)
{
    size_t lines = 0;
    for (const char *at = strchr(strstr(text.output, name), '\n'); at != NULL && at[1] != '\0'; at = strchr(at + 1, '\n'))
        lines++;
    return lines;
}

static void expect_same_configuration(const cJSON *root)
{
    const cJSON *configuration = cJSON_GetObjectItemCaseSensitive(root, "configuration"), *value;
    size_t fields = 0;
    cJSON_ArrayForEach(value, configuration)
    {
        char words[80];
        text_value(value->string, words);
        expect_same(value, words);
        fields++;
    }
    cr_assert_eq(fields, lines_after("configuration at offset"));
}

static void expect_field(const cJSON *root, const char *name, const char *expected)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(root, "configuration"), name);
    cr_assert_not_null(value, "%s is missing", name);
    char *printed = cJSON_PrintUnformatted(value);
    cr_assert_str_eq(printed, expected, "%s", name);
    cJSON_free(printed);
}

Test(inspect, json_has_the_defaults_of_the_text)
{
    cJSON *root = inspect(0);
    cr_assert(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(root, "accepted")));
    expect_same_configuration(root);
    expect_field(root, "kernel_stack_size", "81920");
    expect_field(root, "map_framebuffer", "\"dynamic\"");
    expect_field(root, "map_kernel_base", "\"as linked\"");
    expect_field(root, "paging_max_levels", "4");
    cJSON_Delete(root);
}

Test(inspect, json_has_the_wishes_of_the_text)
{
    struct boot_config *config = elf_kernel_config(&kernel);
    config->kernel_stack_size = 5000;
    config->map_kernel_stack = MAPPING_FIXED(0xffffe00000000000);
    config->map_framebuffer = MAPPING_NONE;
    config->memory_min_bytes = 1ull << 40;
    config->cpu_required = CPU_NX | CPU_LA57;
    config->framebuffer_min_width = 1920;
    config->aslr = SWITCH_ON;
    config->log_level = LOG_LEVEL_DEBUG;
    cJSON *root = inspect(0);
    expect_same_configuration(root);
    expect_field(root, "kernel_stack_size", "8192");
    expect_field(root, "map_kernel_stack", "\"0xffffe00000000000\"");
    expect_field(root, "map_framebuffer", "\"none\"");
    expect_field(root, "aslr", "\"on\"");
    expect_field(root, "cpu_required", "\"nx,la57\"");
    expect_field(root, "log_level", "\"debug\"");
    cJSON_Delete(root);
}

Test(inspect, json_keeps_every_digit_of_a_size)
{
    elf_kernel_config(&kernel)->memory_min_bytes = 0xffffffffffffffff;
    cJSON *root = inspect(0);
    assert_says(json.output, ":\t18446744073709551615,");
    cJSON_Delete(root);
}

Test(inspect, json_has_the_segments_of_the_text)
{
    cJSON *root = inspect(0);
    const cJSON *segment, *list = cJSON_GetObjectItemCaseSensitive(root, "segments");
    unsigned index = 0;
    cr_assert_eq(cJSON_GetArraySize(list), LOADED_SEGMENTS);
    cJSON_ArrayForEach(segment, list)
    {
        char name[32], words[80], expected[160];
        snprintf(name, sizeof(name), "segment %u", index++);
        text_value(name, words);
        snprintf(expected, sizeof(expected), "%s %s, %d bytes, %d from file offset 0x%x",
                 cJSON_GetStringValue(cJSON_GetObjectItem(segment, "start")),
                 cJSON_GetStringValue(cJSON_GetObjectItem(segment, "permissions")),
                 cJSON_GetObjectItem(segment, "memory_bytes")->valueint, cJSON_GetObjectItem(segment, "file_bytes")->valueint,
                 (unsigned)cJSON_GetObjectItem(segment, "file_offset")->valueint);
        cr_assert_str_eq(words, expected);
    }
    cJSON_Delete(root);
}

/* As `lintel check --json` has them. */
static void expect_the_errors_of_standard_error(const cJSON *root, int count)
{
    const cJSON *error, *list = cJSON_GetObjectItemCaseSensitive(root, "errors");
    cr_assert_eq(cJSON_GetArraySize(list), count);
    cJSON_ArrayForEach(error, list)
    {
        char line[4096];
        snprintf(line, sizeof(line),
                 "lintel: error L%.0f: %s\nhint: ", cJSON_GetNumberValue(cJSON_GetObjectItem(error, "number")),
                 cJSON_GetStringValue(cJSON_GetObjectItem(error, "text")));
        assert_says(json.errors, line);
        assert_says(json.errors, cJSON_GetStringValue(cJSON_GetObjectItem(error, "hint")));
    }
}

Test(inspect, json_of_an_accepted_kernel_has_no_error)
{
    cJSON *root = inspect(0);
    expect_the_errors_of_standard_error(root, 0);
    cr_assert_not_null(cJSON_GetObjectItemCaseSensitive(root, "errors"));
    cr_assert_eq(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(root, "warnings")), 0);
    cJSON_Delete(root);
}

Test(inspect, json_has_every_error)
{
    elf_kernel_config(&kernel)->kernel_stack_size = 2ull << 30;
    elf_kernel_config(&kernel)->log_level = 99;
    cJSON *root = inspect(5);
    expect_the_errors_of_standard_error(root, 2);
    cJSON_Delete(root);
}

Test(inspect, json_of_a_refused_kernel_says_so_and_what_could_be_read)
{
    elf_kernel_config(&kernel)->magic[0] ^= 1;
    cJSON *root = inspect(5);
    assert_says(json.errors, "lintel: error L401: ");
    expect_the_errors_of_standard_error(root, 1);
    cr_assert(cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(root, "accepted")));
    cr_assert_eq(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(root, "segments")), LOADED_SEGMENTS);
    cr_assert_null(cJSON_GetObjectItemCaseSensitive(root, "configuration"));
    cJSON_Delete(root);
}

Test(inspect, json_of_no_kernel_at_all_is_still_json)
{
    kernel.bytes[0] ^= 1;
    cJSON *root = inspect(5);
    cr_assert(cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(root, "accepted")));
    cr_assert_null(cJSON_GetObjectItemCaseSensitive(root, "segments"));
    expect_the_errors_of_standard_error(root, 1);
    cJSON_Delete(root);
}
