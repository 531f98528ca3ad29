/* Calling the host tool as a user does, in a folder of the test's own. */
#ifndef TESTS_TOOL_SUPPORT_H
#define TESTS_TOOL_SUPPORT_H
#include "common/base/bytes.h"
#include <criterion/criterion.h>
#include <string.h>
#include <sys/types.h>

/* How a program is called; all zero is the usual way. */
struct call {
    const char *folder;             /* below the test's folder; NULL: that folder itself */
    const char *const *environment; /* what is added to it, ends in NULL                 */
    mode_t umask;                   /* 0: as it is                                       */
    u64 file_bytes_max;             /* 0: no limit                                       */
    bool obeys_permissions;         /* even as root                                      */
    int ending_signal;              /* sent to it ...                                    */
    bool ends_group;                /* ... and to its process group, as by a terminal    */
    unsigned after_ms, after_us;    /* ... so much later; both 0: none                   */
};

struct result {
    int status; /* exit status, or 128 and a signal's number */
    char output[32768], errors[32768];
};

/* Runs a program of PATH (the sbin folders included), or build/lintel for "lintel". No process that it started may outlive it by
 * more than a few seconds. */
void call_program(const struct call *call, const char *const *arguments, struct result *result);

#define CALL(result, ...)          call_program(&(struct call) { 0 }, (const char *const[]) { __VA_ARGS__, NULL }, (result))
#define CALL_AS(call, result, ...) call_program((call), (const char *const[]) { __VA_ARGS__, NULL }, (result))

void shell(const char *command); /* in the test's folder; it must end well */

/* The test's folder is current while a test runs, and gone after it. For TestSuite(..., .init, .fini). */
void folder_enter(void);
void folder_enter_with_kernel(void); /* in it: kernel.elf, the good one of tests/spoilt/ */
void folder_leave(void);
const char *repository(void);              /* its path */
const char *kernel_path(const char *name); /* of tests/tool/kernels/; lives until the next call */

static inline struct bytes text_bytes(const char *text)
{
    return (struct bytes) { (const u8 *)text, strlen(text) };
}

void file_write(const char *path, struct bytes content);
struct bytes file_read(const char *path); /* lives as long as the test */
bool file_exists(const char *path);
bool bytes_equal(struct bytes left, struct bytes right);
bool files_equal(const char *left, const char *right); /* holes are zeros, and not read */
size_t entries_in_folder(const char *path);            /* files and folders, hidden ones too */

/* A copy of an image from its second MiB to so much before its end, which is where its volume is; holes stay holes. */
void volume_cut(const char *image, const char *volume, u64 spare_bytes);

/* For a call's environment: a system that lacks something, by a library made of tests/tool/no_WHAT.c. */
const char *system_without(const char *what);

#define assert_status(result, expected)                                                                                          \
    cr_assert_eq((result)->status, (expected), "status %d\n%s%s", (result)->status, (result)->output, (result)->errors)
#define assert_says(text, part) cr_assert_not_null(strstr((text), (part)), "\"%s\" is not in:\n%s", (part), (text))

#endif
