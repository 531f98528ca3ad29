/* `make dist`: one file for one commit, bit by bit, and one that makes itself again. */
#include "tests/tool/support.h"
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

TestSuite(dist, .init = folder_enter, .fini = folder_leave, .timeout = 300);

#define NAME    "lintel-" LINTEL_VERSION
#define TARBALL NAME ".tar.gz"

/* Into a folder of the test's own. */
static void make_dist(const char *sources, const char *to, mode_t mask)
{
    char here[PATH_MAX / 2], destination[PATH_MAX];
    struct call call = { .umask = mask, .environment = (const char *const[]) { "MAKEFLAGS=", "TZ=Asia/Tokyo", NULL } };
    struct result result;
    cr_assert_not_null(getcwd(here, sizeof(here)));
    snprintf(destination, sizeof(destination), "DIST=%s/%s", here, to);
    CALL_AS(&call, &result, "make", "-C", sources, "dist", destination);
    assert_status(&result, 0);
    cr_assert_eq(entries_in_folder(to), 2, "the tarball and its digest");
}

Test(dist, is_the_same_each_time_and_has_its_digest)
{
    struct call in_first = { .folder = "first" };
    struct result result;
    make_dist(repository(), "first", 0);
    make_dist(repository(), "second", 077);
    cr_assert(bytes_equal(file_read("first/" TARBALL), file_read("second/" TARBALL)));
    CALL_AS(&in_first, &result, "sha256sum", "-c", TARBALL ".sha256");
    assert_status(&result, 0);
}

Test(dist, makes_itself_again_without_git)
{
    struct result result;
    make_dist(repository(), "first", 0);
    CALL(&result, "tar", "-xf", "first/" TARBALL);
    assert_status(&result, 0);
    cr_assert(file_exists(NAME "/tools/main.c"));
    cr_assert(file_exists(NAME "/kernel-sample/new/Makefile"));
    cr_assert(file_exists(NAME "/kernel-sample/new/kernel.ld"));
    cr_assert(file_exists(NAME "/docs/man/lintel.1"));
    make_dist(NAME, "second", 077);
    cr_assert(bytes_equal(file_read("first/" TARBALL), file_read("second/" TARBALL)));
}
