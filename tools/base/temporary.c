/* The caretaker knows the name before anything has it: so there is no moment at which we could be ended and leave something. What
 * it removes is ours, since the name was drawn from 2^48. */
#include "tools/base/temporary.h"
#include "tools/base/report.h"
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPEN_FOLDERS_MAX 8
#define ATTEMPTS_MAX     300 /* processes that use it die with us, but not at once */
#define ATTEMPT_US       10000

/* From a locked folder not even its owner can remove anything. */
static int unlock_folder(const char *path, const struct stat *entry, int kind, struct FTW *place)
{
    (void)place;
    if ((kind == FTW_D || kind == FTW_DNR) && (entry->st_mode & S_IRWXU) != S_IRWXU)
        (void)fchmodat(AT_FDCWD, path, (entry->st_mode & 07777) | S_IRWXU, AT_SYMLINK_NOFOLLOW);
    return 0;
}

static int remove_entry(const char *path, const struct stat *entry, int kind, struct FTW *place)
{
    (void)entry;
    (void)kind;
    (void)place;
    (void)remove(path);
    return 0;
}

static bool is_there(const char *path)
{
    struct stat entry;
    return lstat(path, &entry) == 0;
}

static void remove_all(const void *path)
{
    for (unsigned attempt = 0; attempt < ATTEMPTS_MAX && is_there(path); attempt++) {
        if (attempt > 0) {
            usleep(ATTEMPT_US);
            nftw(path, unlock_folder, OPEN_FOLDERS_MAX, FTW_PHYS);
        }
        nftw(path, remove_entry, OPEN_FOLDERS_MAX, FTW_DEPTH | FTW_PHYS);
    }
}

/* The part of `path` before its last name. */
static size_t folder_len(const char *path)
{
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    while (len > 0 && path[len - 1] != '/')
        len--;
    return len;
}

struct error temporary_claim(const char *path, struct temporary *temporary)
{
    u8 drawn[6];
    *temporary = (struct temporary) { 0 };
    if (getrandom(drawn, sizeof(drawn), 0) != (ssize_t)sizeof(drawn))
        return error_about(ERR_HOST_WRITE, path, (u64)errno);
    const int len = snprintf(temporary->path, sizeof(temporary->path), "%.*s.lintel-%02x%02x%02x%02x%02x%02x",
                             (int)folder_len(path), path, drawn[0], drawn[1], drawn[2], drawn[3], drawn[4], drawn[5]);
    if (len >= (int)sizeof(temporary->path)) {
        *temporary = (struct temporary) { 0 };
        return error_about(ERR_HOST_WRITE, path, ENAMETOOLONG);
    }
    return caretaker_start(remove_all, temporary->path, &temporary->caretaker);
}

void temporary_remove(struct temporary *temporary)
{
    caretaker_call(&temporary->caretaker);
    if (is_there(temporary->path))
        report_warning("%s is left over: not all of it could be removed", temporary->path);
    temporary->path[0] = '\0';
}

void temporary_keep(struct temporary *temporary)
{
    caretaker_dismiss(&temporary->caretaker);
    temporary->path[0] = '\0';
}

const char *temporary_parent(const char *parent)
{
    const char *wished = getenv("TMPDIR");
    return wished != NULL && wished[0] != '\0' ? wished : parent;
}

struct error temporary_folder_make(const char *parent, struct temporary *temporary)
{
    const char *folder = temporary_parent(parent);
    char path[TEMPORARY_PATH_BYTES];
    const int len = snprintf(path, sizeof(path), "%s%s/folder", folder[0] == '/' ? "" : "./", folder);
    *temporary = (struct temporary) { 0 };
    if (len >= (int)sizeof(path))
        return error_about(ERR_HOST_WRITE, "TMPDIR", ENAMETOOLONG);
    struct error error = temporary_claim(path, temporary);
    if (error.code == ERR_HOST_WRITE)
        error = error_about(ERR_HOST_WRITE, "TMPDIR", error.detail); /* `path` does not outlive this */
    TRY(error);
    return mkdir(temporary->path, 0700) == 0 ? OK : error_about(ERR_HOST_WRITE, "TMPDIR", (u64)errno);
}
