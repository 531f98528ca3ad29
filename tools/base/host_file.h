/* A file of this machine, opened once: its bytes in memory, and the descriptor for programs that copy it. */
#ifndef TOOLS_BASE_HOST_FILE_H
#define TOOLS_BASE_HOST_FILE_H
#include "common/base/bytes.h"
#include "common/base/error.h"
#include <sys/stat.h>

/* It stays where it was opened until it is closed: it is found by address. */
struct host_file {
    const char *path; /* as the user wrote it; outlives this */
    int fd;
    u8 *data; /* a private mapping: what is written here never reaches the file; NULL if the file is empty */
    u64 bytes;
    struct stat opened; /* as it was then */
    struct host_file *next_mapped;
};

/* Who is told, with ERR_HOST_FILE_CHANGED, that somebody cut a file short whose mapping was being read, and does not return: a
 * load has no other way to fail. Without it that ends us by SIGBUS. */
void host_file_watch_losses(void (*give_up)(struct error));

/* ERR_HOST_OPEN, ERR_HOST_NOT_REGULAR. The file is closed by host_file_close, also after an error. */
struct error host_file_open(const char *path, struct host_file *file);
void host_file_close(struct host_file *file);
struct bytes host_file_view(const struct host_file *file);

/* ERR_HOST_FILE_CHANGED if somebody wrote to it since it was opened, so what was read may be half old, half new. */
struct error host_file_check_unchanged(const struct host_file *file);

/* Whether they are the same file as it was: its place, size and time. */
bool host_file_is_same(const struct stat *left, const struct stat *right);

/* Its status once it is so old that every later change shows in that. False with errno. */
bool host_file_settle(int fd, struct stat *status);

/* An unnamed file in memory that holds `content`, at position 0; ERR_HOST_WRITE about `name`. */
struct error memory_file_make(const char *name, struct bytes content, int *fd);

/* All of `content` at `offset`; ERR_HOST_WRITE about `name`. */
struct error descriptor_write(int fd, const char *name, u64 offset, struct bytes content);

#endif
