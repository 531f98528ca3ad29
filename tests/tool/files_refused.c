/* What `lintel build --files DIR` refuses, and that it then leaves no image; what changes while it is read. */
#include "tests/tool/files_folder.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(files_refused, .init = files_enter, .fini = folder_leave);

/* `path` is named with its number, and no image is left. */
static void expect_refused(const char *number, const char *subject, const char *hint)
{
    char start[512];
    files_build(2);
    snprintf(start, sizeof(start), "lintel: error %s: %s", number, subject);
    assert_says(files_result.errors, start);
    assert_says(files_result.errors, hint);
    cr_assert_not(file_exists("os.img"));
}

/* What is temporary comes and goes there: the folder would change while it is read. */
static void expect_temporary_refused(const char *temporary, const char *const *arguments)
{
    const char *const environment[] = { temporary, NULL };
    const struct call call = { .environment = environment };
    call_program(&call, arguments, &files_result);
    assert_status(&files_result, 2);
    assert_says(files_result.errors, "lintel: error L725: ");
    assert_says(files_result.errors, ", for what is temporary, lies in the folder of --files (inode ");
    assert_says(files_result.errors, "hint: set TMPDIR to a folder outside of that one\n");
}

#define WORDS(...) ((const char *const[]) { "lintel", __VA_ARGS__, "kernel.elf", "--files", "dir", NULL })

Test(files_refused, a_temporary_folder_among_the_files)
{
    struct call call = { .environment = (const char *const[]) { "TMPDIR=dir", NULL } };
    files_make_folder("dir/below");
    shell("mkdir outside && ln -s dir/below link");
    expect_temporary_refused("TMPDIR=dir", WORDS("build", "-o", "os.img"));
    expect_temporary_refused("TMPDIR=dir/below/", WORDS("iso", "-o", "os.img"));
    expect_temporary_refused("TMPDIR=./dir/below/..", WORDS("run", "--headless"));
    expect_temporary_refused("TMPDIR=link", WORDS("test"));
    cr_assert_not(file_exists("os.img"));
    cr_assert_eq(entries_in_folder("dir"), 1);
    CALL_AS(&call, &files_result, "lintel", "check", "kernel.elf", "--files", "dir");
    assert_status(&files_result, 0);
    call.environment = (const char *const[]) { "TMPDIR=outside", NULL };
    CALL_AS(&call, &files_result, "lintel", "build", "kernel.elf", "--files", "dir", "-o", "os.img");
    assert_status(&files_result, 0);
}

Test(files_refused, the_names_of_lintels_own_files)
{
    static const char *const paths[] = { "dir/EFI/Boot/bootx64.efi", "dir/boot/KERNEL.ELF", "dir/boot/Lintel.manifest" };
    files_make_folder("dir/EFI");
    files_make_folder("dir/EFI/Boot");
    files_make_folder("dir/boot");
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        files_put(paths[i], "mine");
        expect_refused("L795", paths[i], "hint: small and capital letters are the same on FAT");
        cr_assert_eq(unlink(paths[i]), 0);
    }
    files_build(0);
}

Test(files_refused, a_file_where_lintel_has_a_folder_and_the_other_way_round)
{
    files_put("dir/Boot", "no folder");
    expect_refused("L795", "dir/Boot", "hint: ");
    cr_assert_eq(unlink("dir/Boot"), 0);
    files_make_folder("dir/boot");
    files_make_folder("dir/boot/kernel.elf");
    expect_refused("L795", "dir/boot/kernel.elf", "hint: ");
}

Test(files_refused, a_ramdisks_or_modules_name_is_free_without_one)
{
    files_make_folder("dir/boot");
    files_make_folder("dir/boot/modules");
    files_put("dir/boot/ramdisk", "mine");
    files_put("dir/boot/modules/fonts", "mine");
    files_build(0);
    CALL(&files_result, "lintel", "build", "kernel.elf", "-o", "two.img", "--files", "dir", "--module", "Fonts=kernel.elf");
    assert_status(&files_result, 2);
    assert_says(files_result.errors, "error L795: dir/boot/modules/fonts ");
    CALL(&files_result, "lintel", "build", "kernel.elf", "-o", "two.img", "--files", "dir", "--ramdisk", "kernel.elf");
    assert_status(&files_result, 2);
    assert_says(files_result.errors, "error L795: dir/boot/ramdisk ");
}

Test(files_refused, names_that_differ_only_in_case)
{
    files_put("dir/readme", "1");
    files_put("dir/ReadMe", "2");
    expect_refused("L795", "dir/", "hint: ");
    cr_assert_eq(unlink("dir/readme"), 0);
    files_put("dir/\xc3\xa4", "1");
    files_put("dir/\xc3\x84", "2");
    expect_refused("L795", "dir/", "hint: ");
}

Test(files_refused, names_that_fat_cannot_hold)
{
    static const char *const names[] = { "a:b",  "a*",          "a?",           "a\"b",   "a<b",  "a>b",         "a|b",
                                         "a\\b", "line\nbreak", "ends in dot.", "space ", "\xff", "\xed\xa0\x80" };
    char path[64];
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        snprintf(path, sizeof(path), "dir/%s", names[i]);
        files_put(path, "x");
        expect_refused("L794", "dir/", "hint: give it up to 255 characters of UTF-8");
        cr_assert_eq(unlink(path), 0);
    }
}

Test(files_refused, what_is_neither_file_nor_folder)
{
    cr_assert_eq(symlink("../kernel.elf", "dir/link"), 0);
    expect_refused("L793", "dir/link", "hint: FAT has files and folders only");
    cr_assert_eq(unlink("dir/link"), 0);
    cr_assert_eq(symlink("nowhere", "dir/dangling"), 0);
    expect_refused("L793", "dir/dangling", "hint: ");
    cr_assert_eq(unlink("dir/dangling"), 0);
    cr_assert_eq(mkfifo("dir/pipe", 0666), 0);
    expect_refused("L793", "dir/pipe", "hint: ");
}

Test(files_refused, a_file_of_4_gib)
{
    files_put("dir/large", "x");
    cr_assert_eq(truncate("dir/large", 4ll << 30), 0);
    expect_refused("L706", "dir/large", "hint: a file on FAT has less than 4 GiB");
}

Test(files_refused, needs_a_folder_that_can_be_read)
{
    CALL(&files_result, "lintel", "build", "kernel.elf", "-o", "os.img", "--files", "nowhere");
    assert_status(&files_result, 2);
    assert_says(files_result.errors, "lintel: error L701: nowhere ");
    CALL(&files_result, "lintel", "build", "kernel.elf", "-o", "os.img", "--files", "kernel.elf");
    assert_status(&files_result, 2);
    assert_says(files_result.errors, "lintel: error L701: kernel.elf ");
    assert_says(files_result.errors, "Not a directory");
}

Test(files_refused, does_not_let_the_image_swallow_itself)
{
    files_make_folder("dir/below");
    CALL(&files_result, "lintel", "build", "kernel.elf", "-o", "dir/os.img", "--files", "dir");
    assert_status(&files_result, 2);
    assert_says(files_result.errors, "lintel: error L796: dir/os.img ");
    CALL(&files_result, "lintel", "build", "kernel.elf", "-o", "dir/below/os.img", "--files", ".");
    assert_status(&files_result, 2);
    assert_says(files_result.errors, "lintel: error L796: dir/below/os.img ");
    CALL(&files_result, "lintel", "build", "kernel.elf", "-o", "dir2.img", "--files", "dir");
    assert_status(&files_result, 0);
}

/* With another program in place of one of mtools. */
static void expect_refused_with(const char *program, const char *script, const char *message)
{
    char path[32];
    struct call call = { .environment = (const char *const[]) { "PATH=bin:/usr/bin:/bin", "TMPDIR=temporary", NULL } };
    files_put("dir/notes", "before\n");
    files_make_folder("bin");
    files_make_folder("temporary");
    snprintf(path, sizeof(path), "bin/%s", program);
    files_put(path, script);
    cr_assert_eq(chmod(path, 0755), 0);
    CALL_AS(&call, &files_result, "lintel", "build", "kernel.elf", "-o", "os.img", "--files", "dir");
    assert_status(&files_result, 2);
    assert_says(files_result.errors, message);
    cr_assert_not(file_exists("os.img"));
    cr_assert_eq(rmdir("temporary"), 0, "something is left there");
}

/* While mformat runs, somebody writes to a file, or adds one. */
static void expect_change_noticed(const char *change, const char *message)
{
    char script[256];
    snprintf(script, sizeof(script), "#!/bin/sh\n%s\nPATH=/usr/bin:/bin exec mformat \"$@\"\n", change);
    expect_refused_with("mformat", script, message);
}

Test(files_refused, notices_a_file_that_changes)
{
    expect_change_noticed("echo more >>dir/notes", "lintel: error L712: dir/notes changed");
}

Test(files_refused, notices_a_file_that_goes)
{
    expect_change_noticed("rm dir/notes", "lintel: error L701: dir/notes ");
}

Test(files_refused, notices_a_file_that_comes)
{
    expect_change_noticed("echo new >dir/new", "lintel: error L712: dir changed");
}

Test(files_refused, notices_a_file_that_becomes_a_link)
{
    expect_change_noticed("ln -sf /etc/passwd dir/notes", "lintel: error L701: dir/notes ");
}

Test(files_refused, notices_what_mtools_leave_out)
{
    expect_refused_with("mcopy", "#!/bin/sh\n", "lintel: error L798: mtools have made no entry for /notes ");
}

Test(files_refused, leaves_no_empty_files_behind)
{
    expect_refused_with("mcopy", "#!/bin/sh\nexit 1\n", "lintel: error L703: mcopy ");
}

Test(files_refused, more_than_a_folder_on_fat_can_hold)
{
    CALL(&files_result, "sh", "-c",
         "cd dir && seq -f 'a name that takes four entries: %05g' 16500 | tr : - | xargs -d '\\n' touch");
    assert_status(&files_result, 0);
    expect_refused("L797", "dir ", "hint: a folder holds 65536 entries");
}
