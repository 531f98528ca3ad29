/* `lintel check --files` and `--size`: what `lintel build` says of them, and nothing is written. */
#include "tests/tool/support.h"
#include <sys/stat.h>

TestSuite(check_volume, .init = folder_enter_with_kernel, .fini = folder_leave);

static void expect_refused_as_by_build(const char *option, const char *value, const char *sentence)
{
    const struct call call = { .obeys_permissions = true };
    struct result checked, built;
    CALL_AS(&call, &checked, "lintel", "check", "kernel.elf", option, value);
    CALL_AS(&call, &built, "lintel", "build", "kernel.elf", "-o", "os.img", option, value);
    assert_status(&checked, 2);
    assert_says(checked.errors, sentence);
    cr_assert_str_eq(checked.errors, built.errors);
    cr_assert_str_empty(checked.output);
}

Test(check_volume, judges_the_volume_as_build_does)
{
    const struct bytes content = text_bytes("some");
    struct result result;
    CALL(&result, "mkdir", "-p", "dir/below", "taken/BOOT/Kernel.elf", "closed");
    file_write("dir/below/notes", content);
    file_write("closed/notes", content);
    cr_assert_eq(chmod("closed/notes", 0), 0);
    expect_refused_as_by_build("--files", "nowhere", "lintel: error L701: nowhere ");
    expect_refused_as_by_build("--files", "closed", "lintel: error L701: closed/notes ");
    expect_refused_as_by_build("--files", "taken", "lintel: error L795: taken/BOOT/Kernel.elf ");
    expect_refused_as_by_build("--size", "1M", "lintel: error L791: --size 1M is too small");
    CALL(&result, "lintel", "check", "kernel.elf", "--size", "9T", "--json");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L792: the image would be larger");
    assert_says(result.output, "\"number\":");
    CALL(&result, "lintel", "check", "kernel.elf", "--files", "dir", "--size", "1G");
    assert_status(&result, 0);
    cr_assert_str_empty(result.errors);
    cr_assert_not(file_exists("os.img"));
}
