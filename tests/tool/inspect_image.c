/* `lintel inspect IMAGE` of images of every kind; damaged_image.c has the others. */
#include "tests/tool/image_file.h"
#include <cjson/cJSON.h>
#include <string.h>

TestSuite(inspect_image, .init = image_enter, .fini = folder_leave);

static void expect_intact(const char *table)
{
    image_inspect(0);
    cr_assert_str_empty(image_result.errors);
    assert_says(image_result.output, table);
    assert_says(image_result.output, "as this tool has it");
    assert_says(image_result.output, "/boot/ramdisk              20000 bytes, as the manifest says\n");
    assert_says(image_result.output, "/boot/modules/fonts        20000 bytes, as the manifest says\n");
    assert_says(image_result.output, "command line               verbose=1\n");
    assert_says(image_result.output, "kernel_stack_size          80 KiB\n");
    assert_says(image_result.output, "boots by BIOS              yes\nboots by UEFI              yes\n");
    cr_assert_null(strstr(image_result.output, "not that of this tool"), "%s", image_result.output);
}

Test(inspect_image, a_disk_with_a_gpt_is_intact)
{
    image_make("build", "--table", "gpt");
    expect_intact("disk, GPT, ");
    assert_says(image_result.output, "sectors of 512 bytes\n");
    assert_says(image_result.output, "disk GUID ");
}

Test(inspect_image, a_disk_with_an_mbr_is_intact)
{
    image_make("build", "--table", "mbr");
    expect_intact("disk, MBR, ");
}

Test(inspect_image, a_disk_with_large_sectors_is_intact)
{
    image_make("build", "--sector-size", "4096");
    expect_intact("disk, GPT, ");
    assert_says(image_result.output, "sectors of 4096 bytes\n");
}

Test(inspect_image, an_iso_is_intact)
{
    image_make("iso", "--table", "gpt");
    expect_intact("ISO, also for sticks, GPT, ");
    assert_says(image_result.output, "boot block of the CD       stage 2 has ");
}

static void expect_number(const cJSON *object, const char *name, double number)
{
    cr_assert_eq(cJSON_GetNumberValue(cJSON_GetObjectItemCaseSensitive(object, name)), number, "%s", name);
}

static void expect_string(const cJSON *object, const char *name, const char *string)
{
    cr_assert_str_eq(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name)), string, "%s", name);
}

static cJSON *inspect_json(int status)
{
    CALL(&image_result, "lintel", "inspect", "--json", "os.img");
    assert_status(&image_result, status);
    cJSON *root = cJSON_ParseWithOpts(image_result.output, NULL, true);
    cr_assert_not_null(root, "no JSON:\n%s", image_result.output);
    return root;
}

Test(inspect_image, json_says_the_same)
{
    image_make("iso", "--table", "mbr");
    cJSON *root = inspect_json(0);
    const cJSON *files = cJSON_GetObjectItemCaseSensitive(root, "files"),
                *kernel = cJSON_GetObjectItemCaseSensitive(root, "kernel");
    expect_string(root, "medium", "iso");
    expect_string(root, "table", "mbr");
    expect_number(root, "bytes", (double)image_bytes());
    expect_number(root, "sector_bytes", 512);
    expect_number(cJSON_GetObjectItemCaseSensitive(root, "volume"), "offset", MIB);
    expect_string(cJSON_GetObjectItemCaseSensitive(root, "manifest"), "command_line", "verbose=1");
    cr_assert_eq(cJSON_GetArraySize(files), 3);
    expect_string(cJSON_GetArrayItem(files, 1), "path", "/boot/ramdisk");
    expect_string(cJSON_GetArrayItem(files, 1), "state", "good");
    expect_number(cJSON_GetArrayItem(files, 1), "bytes", 20000);
    cr_assert(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(kernel, "accepted")));
    expect_number(cJSON_GetObjectItemCaseSensitive(kernel, "configuration"), "kernel_stack_size", 81920);
    cr_assert_eq(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(root, "errors")), 0);
    cJSON_Delete(root);
}

Test(inspect_image, json_of_a_damaged_image_has_its_errors)
{
    image_make("build", "--table", "gpt");
    image_flip(image_place_of_file("ramdisk"));
    cJSON *root = inspect_json(5);
    const cJSON *errors = cJSON_GetObjectItemCaseSensitive(root, "errors");
    cr_assert_eq(cJSON_GetArraySize(errors), 1);
    assert_says(cJSON_GetStringValue(cJSON_GetArrayItem(errors, 0)), "error L218: /boot/ramdisk ");
    expect_string(cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(root, "files"), 1), "state", "damaged");
    cr_assert(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(root, "boots"), "bios")));
    cJSON_Delete(root);
}
