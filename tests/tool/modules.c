/* Modules, digests to be verified, and command lines from files: what `lintel build` takes, writes and refuses. */
#include "config/manifest.h"
#include "tests/tool/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void enter_with_files(void)
{
    folder_enter_with_kernel();
    file_write("one", text_bytes("first module"));
    file_write("none", text_bytes(""));
}

TestSuite(modules, .init = enter_with_files, .fini = folder_leave);

static void expect_refused(int status, const char *text, const char *first, const char *second)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", first, second);
    assert_status(&result, status);
    assert_says(result.errors, text);
    cr_assert_not(file_exists("os.img"));
}

static void expect_manifest(const char *text)
{
    struct result result;
    CALL(&result, "mtype", "-i", "os.img@@1M", "::/boot/lintel.manifest");
    assert_says(result.output, text);
}

Test(modules, are_on_the_volume_and_in_the_manifest_in_their_order)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--module", "b.Two_2+=none", "--module=a=one");
    assert_status(&result, 0);
    expect_manifest("module = /boot/modules/b.Two_2+\nmodule-bytes = 0\nmodule-sha256 = "
                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"
                    "module = /boot/modules/a\nmodule-bytes = 12\nmodule-sha256 = ");
    CALL(&result, "mtype", "-i", "os.img@@1M", "::/boot/modules/a");
    cr_assert_str_eq(result.output, "first module");
    CALL(&result, "mdir", "-b", "-i", "os.img@@1M", "::/boot/modules");
    assert_says(result.output, "b.Two_2+");
}

Test(modules, make_the_same_image_twice_and_another_with_another_module)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--module", "a=one", "--verify");
    file_write("copy", text_bytes("first module"));
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "same.img", "--module", "a=copy", "--verify");
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "other.img", "--module", "b=one", "--verify");
    assert_status(&result, 0);
    cr_assert(bytes_equal(file_read("os.img"), file_read("same.img")));
    cr_assert_neq(memcmp(file_read("os.img").data + 512 + 56, file_read("other.img").data + 512 + 56, 16), 0, "disk GUID");
}

Test(modules, have_plain_names)
{
    char longest[MODULE_NAME_MAX + 8] = "";
    struct result result;
    expect_refused(2, "lintel build: --module name: give NAME=FILE", "--module", "name");
    expect_refused(2, "lintel build: --module name=: give NAME=FILE", "--module", "name=");
    expect_refused(2, "lintel: error L719: --module =one: this is no name for a module (0 characters)", "--module", "=one");
    expect_refused(2, "error L719", "--module", "a/b=one");
    expect_refused(2, "error L719", "--module", ".a=one");
    expect_refused(2, "error L719", "--module", "a.=one");
    expect_refused(2, "error L719", "--module", "\xc3\xa4=one");
    expect_refused(2, "error L719", "--module", "nul=one");
    expect_refused(2, "error L719", "--module", "Com1=one");
    memset(longest, 'x', MODULE_NAME_MAX + 1);
    strcat(longest, "=one");
    expect_refused(2, "(65 characters)", "--module", longest);
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--module", longest + 1, "--module", "com=one", "--module",
         "nul.d=one");
    assert_status(&result, 0);
}

Test(modules, have_names_of_their_own)
{
    expect_refused(2, "lintel: error L720: --module A=none: module 1 has this name already", "--module=a=one", "--module=A=none");
}

Test(modules, are_files_that_are_there)
{
    expect_refused(2, "lintel: error L701: no-such-file cannot be opened", "--module", "a=no-such-file");
    expect_refused(2, "lintel: error L708: ", "--module", "a=.");
}

Test(modules, are_not_overwritten_by_the_image)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "one", "--module", "a=one");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L714: ");
    cr_assert(bytes_equal(file_read("one"), text_bytes("first module")));
}

Test(modules, are_limited_by_the_manifest_only)
{
    enum { COUNT = 7000 };
    static char options[COUNT][MODULE_NAME_MAX + 32];
    static const char *arguments[COUNT + 6] = { "lintel", "build", "kernel.elf", "-o", "os.img" };
    static struct result result;
    for (int i = 0; i < COUNT; i++) {
        snprintf(options[i], sizeof(options[i]), "--module=a-name-of-some-length-that-fills-the-manifest-%d=none", i);
        arguments[5 + i] = options[i];
    }
    call_program(&(struct call) { 0 }, arguments, &result);
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L721: the image's manifest has no room for 7000 modules");
}

Test(modules, are_verified_if_asked_for)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--verify");
    assert_status(&result, 0);
    expect_manifest("\nverify = yes\n");
}

static void write_line(size_t bytes, const char *end)
{
    static char line[70000];
    memset(line, 'x', bytes);
    strcpy(line + bytes, end);
    file_write("line", text_bytes(line));
}

Test(modules, come_with_a_command_line_from_a_file)
{
    struct result result;
    write_line(MANIFEST_COMMAND_LINE_MAX, "\n");
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--cmdline-file", "line");
    assert_status(&result, 0);
    CALL(&result, "sh", "-c", "mtype -i os.img@@1M ::/boot/lintel.manifest | grep ^command-line | wc -c");
    cr_assert_eq(atoi(result.output), (int)strlen("command-line = \n") + MANIFEST_COMMAND_LINE_MAX);
}

Test(modules, come_with_a_command_line_of_one_line_that_is_not_too_long)
{
    write_line(MANIFEST_COMMAND_LINE_MAX + 1, "\n");
    expect_refused(2, "lintel: error L707: the command line is not one line of text, or too long (65536 bytes)", "--cmdline-file",
                   "line");
    write_line(3, "\n\n");
    expect_refused(2, "error L707", "--cmdline-file", "line");
    write_line(3, "\r\n");
    expect_refused(2, "error L707", "--cmdline-file", "line");
    expect_refused(2, "error L707", "--cmdline", "a\x01");
    expect_refused(2, "error L701", "--cmdline-file", "no-such-file");
    expect_refused(2, "give --cmdline or --cmdline-file, not both", "--cmdline-file=line", "--cmdline=x");
}
