/* Files and folders of any name, wherever the tool takes one: no name is a command, an option or another program's syntax. */
#include "tests/tool/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char name[256];

static void enter_with_whole_files(void)
{
    struct result result;
    folder_enter_with_kernel();
    CALL(&result, "sh", "-c",
         "echo words >words && head -c 9000 /dev/urandom >disk && echo first >one && mkdir whole && "
         "lintel=${LINTEL:-$0/build/lintel}\n"
         "set -- kernel.elf --ramdisk disk --module a=one --cmdline-file words -o\n"
         "$lintel build \"$@\" whole/image && $lintel iso \"$@\" whole/iso && $lintel netboot \"$@\" whole/folder && "
         "$lintel new whole/project && cp disk whole/disk",
         repository());
    assert_status(&result, 0);
}

TestSuite(names, .init = enter_with_whole_files, .fini = folder_leave, .timeout = 300);

/* A path below the folder `name`. */
static const char *below(const char *what)
{
    static char paths[8][600];
    static size_t next;
    char *path = paths[next++ % COUNT_OF(paths)];
    snprintf(path, sizeof(paths[0]), "%s/%s%.200s", name, what, name);
    return path;
}

static void expect_made(const char *what)
{
    struct result result;
    char whole[64];
    snprintf(whole, sizeof(whole), "whole/%s", what);
    CALL(&result, "diff", "-r", "--", whole, below(what));
    cr_assert_eq(result.status, 0, "%s below '%s': %s%s", what, name, result.output, result.errors);
}

static void make(const char *verb, const char *what)
{
    struct result result;
    char module[700];
    snprintf(module, sizeof(module), "a=%s", below("one"));
    CALL(&result, "lintel", verb, "--ramdisk", below("disk"), "--module", module, "--cmdline-file", below("words"), "-o",
         below(what), "--", below("kernel.elf"));
    cr_assert_eq(result.status, 0, "%s below '%s': %s", verb, name, result.errors);
    expect_made(what);
}

static void copy_given(const char *file)
{
    file_write(below(file), file_read(file));
}

static void expect_any_verb_to_work(void)
{
    struct result result;
    cr_assert_eq(mkdir(name, 0777), 0);
    copy_given("kernel.elf");
    copy_given("disk");
    copy_given("one");
    copy_given("words");
    make("build", "image");
    make("iso", "iso");
    make("netboot", "folder");
    CALL(&result, "lintel", "new", "--", below("project"));
    assert_status(&result, 0);
    expect_made("project");
    CALL(&result, "rm", "--", below("disk"));
    CALL(&result, "lintel", "extract", "-o", below("disk"), "--", below("image"), "/boot/ramdisk");
    assert_status(&result, 0);
    expect_made("disk");
    CALL(&result, "lintel", "inspect", "--", below("image"));
    assert_status(&result, 0);
    cr_assert_not(file_exists("harm"));
    cr_assert_eq(entries_in_folder("."), 6);
    cr_assert_eq(entries_in_folder(name), 8);
    CALL(&result, "rm", "-r", "--", name);
}

static void expect_names_to_work(const char *const *names)
{
    for (; *names != NULL; names++) {
        snprintf(name, sizeof(name), "%s", *names);
        expect_any_verb_to_work();
    }
}

#define EXPECT_NAMES_TO_WORK(...) expect_names_to_work((const char *const[]) { __VA_ARGS__, NULL })

Test(names, with_spaces_and_lines)
{
    EXPECT_NAMES_TO_WORK(" a  b ", "a\nb", "\t");
}

Test(names, that_shells_would_read)
{
    EXPECT_NAMES_TO_WORK("a'b\"c", "$(touch harm)", "`touch harm`;touch harm", "*", "back\\slash", "~");
}

Test(names, that_look_like_options)
{
    EXPECT_NAMES_TO_WORK("-dash", "--output=x", "-");
}

Test(names, that_mtools_or_qemu_would_read)
{
    EXPECT_NAMES_TO_WORK("c:", "a@@1M", "a,format=qcow2", "a=b", "fd:3", "nbd:unix:x");
}

Test(names, that_printf_would_read)
{
    EXPECT_NAMES_TO_WORK("100%s%n", "%");
}

Test(names, of_other_letters)
{
    EXPECT_NAMES_TO_WORK("\xc3\xa4\xe6\xbc\xa2\xf0\x9f\x90\x9a", "no UTF-8 \xff\xfe");
}

/* What stands before the name of a file leaves it that much. */
Test(names, as_long_as_may_be)
{
    memset(name, 'x', 245);
    name[245] = '\0';
    expect_any_verb_to_work();
}

#define MACHINE "--door", "bios", "--headless", "--no-kvm", "--timeout", "120"

static void expect_machines_to_boot(const char *temporary)
{
    const char *const environment[] = { temporary, NULL };
    const struct call call = { .environment = environment };
    struct result result;
    CALL_AS(&call, &result, "lintel", "run", MACHINE, "--ramdisk", below("disk"), "--", below("pass"));
    assert_status(&result, 0);
    CALL_AS(&call, &result, "lintel", "gdb", MACHINE, below("pass"), "--", "-nx", "-batch", "-ex", "info symbol kernel_main");
    assert_status(&result, 0);
    assert_says(result.output, "kernel_main in section .text");
    CALL(&result, "lintel", "build", "-o", below("image"), "--", below("pass"));
    CALL_AS(&call, &result, "lintel", "test", "--door", "bios", "--no-kvm", "--tap", below("tap"), below("image"));
    assert_status(&result, 0);
}

Test(names, of_what_machines_boot)
{
    char kernel[4200], temporary[300];
    snprintf(name, sizeof(name), "%s", "a b'c\"d\\e:f@@1M,g=h%s$(touch harm)*\xc3\xa4");
    snprintf(kernel, sizeof(kernel), "%s/build/tool-kernels/pass.elf", repository());
    cr_assert_eq(mkdir(name, 0777), 0);
    copy_given("disk");
    file_write(below("pass"), file_read(kernel));
    snprintf(temporary, sizeof(temporary), "TMPDIR=%s", name);
    expect_machines_to_boot(temporary);
    cr_assert_eq(entries_in_folder(name), 4);
    cr_assert_not(file_exists("harm"));
}
