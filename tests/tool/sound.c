/* Other tools find no fault in any kind of image, and all files in it. */
#include "tests/tool/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void shell_says(const char *command, struct result *result)
{
    CALL(result, "sh", "-c", command);
    assert_status(result, 0);
}

static void enter_with_files(void)
{
    struct result result;
    folder_enter_with_kernel();
    shell_says(
        "head -c 3000000 /dev/urandom >disk && echo first >one && head -c 70000 /dev/urandom >two && : >three && mkdir files",
        &result);
}

TestSuite(sound, .init = enter_with_files, .fini = folder_leave, .timeout = 300);

static void make(const char *verb, const char *option)
{
    struct result result;
    CALL(&result, "lintel", verb, "kernel.elf", "-o", "image", "--ramdisk", "disk", "--module", "a=one", "--module",
         "a-module-with-a-long-name=two", "--module", "none=three", "--files", "files", option);
    assert_status(&result, 0);
    cr_assert_str_empty(result.errors);
}

#define LONG_NAME    "a file with a name that takes some entries of its folder.tar.gz"
#define FOREIGN_NAME "Größe αβγ 日本.txt"

/* For --files: one of them in a folder of Lintel's. */
static void add_files(void)
{
    struct result result;
    shell_says("mkdir -p files/boot/'ein schönes Fach' && cp one files/boot/'ein schönes Fach'/'" FOREIGN_NAME
               "' && cp two files/'" LONG_NAME "'",
               &result);
}

static void expect_sound_gpt(void)
{
    struct result result;
    CALL(&result, "sgdisk", "-v", "image");
    assert_status(&result, 0);
    assert_says(result.output, "No problems found");
    CALL(&result, "sfdisk", "-V", "image");
    assert_status(&result, 0);
    assert_says(result.output, "No errors detected");
}

static void expect_sound_mbr(void)
{
    struct result result;
    CALL(&result, "sfdisk", "-V", "image");
    assert_status(&result, 0);
    assert_says(result.output, "No errors detected");
}

/* sgdisk and sfdisk take a file's sectors to have 512 bytes. */
static void expect_sound_table_of_large_sectors(void)
{
    struct result result;
    CALL(&result, "fdisk", "-b", "4096", "-l", "image");
    assert_status(&result, 0);
    cr_assert_str_empty(result.errors);
}

/* The volume ends where the image does, or a MiB before the end for a GPT's backup. */
static void expect_sound_volume(u64 spare_bytes)
{
    struct result result;
    volume_cut("image", "volume", spare_bytes);
    CALL(&result, "fsck.fat", "-n", "-v", "volume");
    assert_status(&result, 0);
    assert_says(result.output, "32 bit entries");
    cr_assert_null(strstr(result.output, "iffer"), "%s", result.output);
}

/* And no other files. */
static void expect_only_files(const char *files)
{
    struct result result;
    shell_says(
        "mkdir out && LC_ALL=C.UTF-8 mcopy -s -i image@@1M '::/*' out && cd out && cmp boot/kernel.elf ../kernel.elf && cmp "
        "boot/ramdisk "
        "../disk &&"
        "cmp boot/modules/a ../one && cmp boot/modules/a-module-with-a-long-name ../two && cmp boot/modules/none ../three &&"
        "find . -type f | LC_ALL=C sort | tr '\\n' ' '",
        &result);
    cr_assert_str_eq(result.output, files);
    CALL(&result, "mdir", "-/", "-a", "-i", "image@@1M", "::");
    assert_status(&result, 0);
    cr_assert_str_empty(result.errors);
    CALL(&result, "minfo", "-i", "image@@1M", "::");
    assert_status(&result, 0);
}

#define LINTELS_FILES                                                                                                            \
    "./boot/kernel.elf ./boot/lintel.manifest ./boot/modules/a ./boot/modules/a-module-with-a-long-name ./boot/modules/none "    \
    "./boot/ramdisk "

static void expect_all_files(void)
{
    expect_only_files("./EFI/BOOT/BOOTX64.EFI " LINTELS_FILES);
}

static void expect_added_files_too(void)
{
    struct result result;
    expect_only_files("./EFI/BOOT/BOOTX64.EFI ./" LONG_NAME " ./boot/ein schönes Fach/" FOREIGN_NAME " " LINTELS_FILES);
    shell_says("cmp out/'" LONG_NAME "' two && cmp out/boot/'ein schönes Fach'/'" FOREIGN_NAME "' one", &result);
}

static void expect_sound_iso(void)
{
    struct result result;
    CALL(&result, "xorriso", "-no_rc", "-abort_on", "WARNING", "-indev", "image", "-check_media", "--");
    assert_status(&result, 0);
    cr_assert_null(strstr(result.errors, "WARNING"), "%s", result.errors);
}

Test(sound, image_with_a_gpt)
{
    add_files();
    make("build", "--table=gpt");
    expect_sound_gpt();
    expect_sound_volume(1 << 20);
    expect_added_files_too();
}

Test(sound, image_with_an_mbr)
{
    make("build", "--table=mbr");
    expect_sound_mbr();
    expect_sound_volume(0);
    expect_all_files();
}

Test(sound, image_with_large_sectors)
{
    make("build", "--sector-size=4096");
    expect_sound_table_of_large_sectors();
    expect_sound_volume(1 << 20);
    expect_all_files();
}

/* Clusters of 4 KiB. */
Test(sound, large_image)
{
    struct result result;
    shell_says("truncate -s 300M disk", &result);
    make("build", "--verify");
    expect_sound_gpt();
    expect_sound_volume(1 << 20);
    expect_all_files();
}

Test(sound, iso_with_a_gpt)
{
    make("iso", "--table=gpt");
    expect_sound_gpt();
    expect_sound_iso();
    expect_sound_volume(1 << 20);
    expect_all_files();
}

Test(sound, iso_with_an_mbr)
{
    add_files();
    make("iso", "--table=mbr");
    expect_sound_mbr();
    expect_sound_iso();
    expect_sound_volume(0);
    expect_added_files_too();
}
