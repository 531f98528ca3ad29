/* `lintel check --json`: the same verdict as for people, as one object on standard output, also of what is refused. */
#include "tests/spoilt/elf_kernel.h"
#include "tests/tool/support.h"
#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

static struct elf_kernel kernel;
static struct result result;

static void write_kernel(void)
{
    file_write("kernel.elf", elf_kernel_view(&kernel));
}

static void enter_with_a_kernel(void)
{
    folder_enter();
    elf_kernel_make(&kernel);
    write_kernel();
}

TestSuite(check_json, .init = enter_with_a_kernel, .fini = folder_leave);

#define CHECK_JSON(status, ...) (CALL(&result, "lintel", "check", "--json", __VA_ARGS__), parse(status))

static cJSON *parse(int status)
{
    assert_status(&result, status);
    cJSON *root = cJSON_ParseWithOpts(result.output, NULL, true);
    cr_assert_not_null(root, "no JSON:\n%s", result.output);
    return root;
}

static const cJSON *member(const cJSON *object, const char *name)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, name);
    cr_assert_not_null(found, "no %s in:\n%s", name, result.output);
    return found;
}

static const char *string(const cJSON *object, const char *name)
{
    return cJSON_GetStringValue(member(object, name));
}

static int count(const cJSON *object, const char *name)
{
    return cJSON_GetArraySize(member(object, name));
}

Test(check_json, of_a_kernel_that_boots)
{
    cJSON *root = CHECK_JSON(0, "kernel.elf", "--set", "kernel_stack_size=96K", "--memory", "64M");
    cr_assert(cJSON_IsTrue(member(root, "accepted")));
    cr_assert_eq(count(root, "errors"), 0);
    cr_assert_eq(count(root, "warnings"), 0);
    cr_assert_eq(cJSON_GetNumberValue(member(member(root, "configuration"), "kernel_stack_size")), 96 << 10);
    cr_assert_eq(cJSON_GetNumberValue(member(member(root, "boot"), "stack_bytes")), 96 << 10);
    cr_assert_str_eq(string(member(root, "boot"), "entry"), "0xffffffff80000000");
    cr_assert_null(cJSON_GetObjectItemCaseSensitive(root, "plan"), "nobody asked for it");
    cr_assert_str_empty(result.errors);
    cJSON_Delete(root);
}

Test(check_json, has_the_plan_of_the_text)
{
    static struct result text;
    char expected[512];
    const cJSON *run;
    CALL(&text, "lintel", "check", "--plan", "kernel.elf");
    cJSON *root = CHECK_JSON(0, "kernel.elf", "--plan");
    const char *line = text.output;
    cJSON_ArrayForEach(run, member(root, "plan"))
    {
        unsigned long long start, end;
        cr_assert_eq(sscanf(string(run, "start"), "%llx", &start), 1);
        cr_assert_eq(sscanf(string(run, "end"), "%llx", &end), 1);
        snprintf(expected, sizeof(expected), "%#018llx %#018llx %s %-15s %s\n", start, end, string(run, "permissions"),
                 string(run, "cache"), string(run, "owner"));
        cr_assert_eq(strncmp(line, expected, strlen(expected)), 0, "%s is not:\n%s", expected, line);
        line += strlen(expected);
    }
    cr_assert_str_empty(line, "not in the JSON: %s", line);
    cJSON_Delete(root);
}

static void expect_on_standard_error(const cJSON *error)
{
    char line[4096];
    snprintf(line, sizeof(line), "lintel: error L%.0f: %s\nhint: ", cJSON_GetNumberValue(member(error, "number")),
             string(error, "text"));
    assert_says(result.errors, line);
    assert_says(result.errors, string(error, "hint"));
}

Test(check_json, has_every_error_of_the_text)
{
    const cJSON *error;
    elf_kernel_config(&kernel)->kernel_stack_size = 2ull << 30;
    elf_kernel_config(&kernel)->log_level = 99;
    write_kernel();
    cJSON *root = CHECK_JSON(5, "kernel.elf");
    cr_assert(cJSON_IsFalse(member(root, "accepted")));
    cr_assert_eq(count(root, "errors"), 2);
    cJSON_ArrayForEach(error, member(root, "errors")) expect_on_standard_error(error);
    error = cJSON_GetArrayItem(member(root, "errors"), 1);
    cr_assert_eq(cJSON_GetNumberValue(member(error, "number")), 411);
    cr_assert_str_eq(string(error, "subject"), "kernel_stack_size");
    cr_assert_eq(cJSON_GetNumberValue(member(error, "value")), 2147483648.0);
    member(root, "segments");
    cJSON_Delete(root);
}

Test(check_json, has_the_warnings_of_the_text)
{
    elf_kernel_config(&kernel)->kernel_stack_size = 4096;
    write_kernel();
    cJSON *root = CHECK_JSON(0, "kernel.elf");
    cr_assert_eq(count(root, "warnings"), 1);
    char line[1024];
    snprintf(line, sizeof(line), "lintel: warning: %s\n", string(cJSON_GetArrayItem(member(root, "warnings"), 0), "text"));
    cr_assert_str_eq(result.errors, line);
    cJSON_Delete(root);
}

Test(check_json, of_what_the_machine_lacks)
{
    cJSON *root = CHECK_JSON(5, "kernel.elf", "--set", "memory_min_bytes=1G");
    cr_assert_eq(count(root, "errors"), 1);
    cr_assert_null(cJSON_GetObjectItemCaseSensitive(root, "boot"));
    cJSON_Delete(root);
}

Test(check_json, of_no_kernel_at_all)
{
    cJSON *root = CHECK_JSON(2, "nothing");
    cr_assert(cJSON_IsFalse(member(root, "accepted")));
    expect_on_standard_error(cJSON_GetArrayItem(member(root, "errors"), 0));
    cJSON_Delete(root);
}

Test(check_json, of_an_image)
{
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--set", "kernel_stack_size=128K");
    cJSON *root = CHECK_JSON(0, "os.img", "--door", "uefi", "--plan");
    cr_assert(cJSON_IsTrue(member(root, "accepted")));
    cr_assert_eq(cJSON_GetNumberValue(member(member(root, "configuration"), "kernel_stack_size")), 128 << 10);
    cr_assert_gt(count(root, "plan"), 3);
    cJSON_Delete(root);
}

Test(check_json, of_an_image_that_is_refused)
{
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--set", "memory_min_bytes=1G");
    cJSON *root = CHECK_JSON(5, "os.img");
    cr_assert(cJSON_IsFalse(member(root, "accepted")));
    cr_assert_eq(count(root, "errors"), 1);
    cJSON_Delete(root);
    root = CHECK_JSON(2, "os.img", "--map", "nothing");
    cr_assert(cJSON_IsFalse(member(root, "accepted")));
    expect_on_standard_error(cJSON_GetArrayItem(member(root, "errors"), 0));
    cJSON_Delete(root);
}

/* JSON is UTF-8; a file may be called anything. */
Test(check_json, of_a_name_that_is_no_text)
{
    cJSON *root = CHECK_JSON(2, "k\xff\033[31m.elf");
    const cJSON *error = cJSON_GetArrayItem(member(root, "errors"), 0);
    cr_assert_str_eq(string(error, "subject"), "k[31m.elf");
    assert_says(result.errors, "lintel: error L701: k[31m.elf cannot be opened");
    cJSON_Delete(root);
    CALL(&result, "lintel", "inspect", "--json", "k\xff.elf");
    cJSON_Delete(parse(2));
}
