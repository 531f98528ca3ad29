/* O_TMPFILE makes a file without a name, and linking it is one step. Where the file system has no such files, or something has
 * the name already, there is a temporary name, for a while or for an instant. */
#include "tools/base/output_file.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* The folder of `path` with its slash, or "./". */
static struct error folder_of(const char *path, char folder[OUTPUT_PATH_BYTES])
{
    int len = (int)(name_of(path) - path);
    int wanted = len > 0 ? snprintf(folder, OUTPUT_PATH_BYTES, "%.*s", len, path) : snprintf(folder, OUTPUT_PATH_BYTES, "./");
    return wanted < OUTPUT_PATH_BYTES ? OK : error_about(ERR_HOST_WRITE, path, ENAMETOOLONG);
}

/* As /dev/stdout does: whatever the descriptor is, such a link is the system's. */
static bool leads_to_descriptor(const char *link_path)
{
    char target[OUTPUT_PATH_BYTES] = "", path[2 * OUTPUT_PATH_BYTES], folder[OUTPUT_PATH_BYTES], resolved[PATH_MAX];
    const struct error error = folder_of(link_path, folder);
    if (error.code != ERR_NONE || readlink(link_path, target, sizeof(target) - 1) < 0)
        return false;
    snprintf(path, sizeof(path), "%s%s", target[0] == '/' ? "" : folder, target);
    strrchr(path, '/')[1] = '\0';
    return realpath(path, resolved) != NULL && (strcmp(resolved, "/dev") == 0 || strncmp(resolved, "/proc/", 6) == 0);
}

static struct error check_replaceable(const char *path)
{
    struct stat existing;
    const bool exists = lstat(path, &existing) == 0;
    if (!exists && errno == ENAMETOOLONG)
        return error_about(ERR_HOST_WRITE, path, ENAMETOOLONG);
    if (exists && leads_to_descriptor(path))
        return error_about(ERR_HOST_NOT_REGULAR, path, existing.st_mode);
    if (stat(path, &existing) == 0 && !S_ISREG(existing.st_mode))
        return error_about(ERR_HOST_NOT_REGULAR, path, existing.st_mode);
    return OK;
}

static bool stat_folder(const char *path, struct stat *place)
{
    char folder[OUTPUT_PATH_BYTES];
    const struct error error = folder_of(path, folder);
    return error.code == ERR_NONE && stat(folder, place) == 0;
}

bool output_is_same(const char *left, const char *right)
{
    struct stat left_place, right_place;
    if (!stat_folder(left, &left_place) || !stat_folder(right, &right_place))
        return false;
    return left_place.st_dev == right_place.st_dev && left_place.st_ino == right_place.st_ino &&
           strcmp(name_of(left), name_of(right)) == 0;
}

bool output_is_standard(const char *path)
{
    return strcmp(path, "-") == 0;
}

struct error output_check_is_no_input(const char *path, int input_fd, const char *input_path)
{
    struct stat output, input;
    if (input_fd < 0 || fstat(input_fd, &input) != 0 || stat(path, &output) != 0)
        return OK;
    const bool is_same = output.st_dev == input.st_dev && output.st_ino == input.st_ino;
    return is_same ? error_about(ERR_HOST_OUTPUT_IS_INPUT, input_path, input.st_ino) : OK;
}

static struct error open_named(struct output_file *output)
{
    TRY(temporary_claim(output->path, &output->named));
    output->fd = open(output->named.path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    return output->fd >= 0 ? OK : error_about(ERR_HOST_WRITE, output->path, (u64)errno);
}

static struct error open_beside(const char *path, struct output_file *output)
{
    char folder[OUTPUT_PATH_BYTES];
    *output = (struct output_file) { .path = path, .fd = -1 };
    TRY(folder_of(path, folder));
    output->fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
    if (output->fd >= 0)
        return OK;
    /* EISDIR is what a kernel says that does not know O_TMPFILE. */
    if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)
        return error_about(ERR_HOST_WRITE, path, (u64)errno);
    return open_named(output);
}

struct error output_open(const char *path, struct output_file *output)
{
    *output = (struct output_file) { .path = path, .fd = -1 };
    TRY(check_replaceable(path));
    return open_beside(path, output);
}

static bool link_unnamed(const struct output_file *output, const char *path)
{
    char descriptor[32];
    snprintf(descriptor, sizeof(descriptor), "/proc/self/fd/%d", output->fd);
    return linkat(AT_FDCWD, descriptor, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0;
}

/* A link replaces nothing, and a rename needs a name to start from. */
static struct error give_name(struct output_file *output)
{
    if (output->named.path[0] == '\0') {
        if (link_unnamed(output, output->path))
            return OK;
        if (errno != EEXIST)
            return error_about(ERR_HOST_WRITE, output->path, (u64)errno);
        TRY(temporary_claim(output->path, &output->named));
        if (!link_unnamed(output, output->named.path))
            return error_about(ERR_HOST_WRITE, output->path, (u64)errno);
    }
    if (rename(output->named.path, output->path) != 0)
        return error_about(ERR_HOST_WRITE, output->path, (u64)errno);
    temporary_keep(&output->named);
    return OK;
}

/* What is replaced must not be lost to a power failure: so it is replaced by what is on the disk. Without that, a new file is
 * only as safe as one that cp or a linker makes, and no slower: see ADR 16. */
static int finish_content(const struct output_file *output)
{
    if (access(output->path, F_OK) == 0)
        return fsync(output->fd);
    const int twin = fcntl(output->fd, F_DUPFD_CLOEXEC, 0);
    return twin < 0 ? -1 : close(twin); /* a file system on a network reports a full disk only now */
}

struct error output_commit(struct output_file *output)
{
    if (finish_content(output) != 0)
        return error_about(ERR_HOST_WRITE, output->path, (u64)errno);
    return give_name(output);
}

void output_close(struct output_file *output)
{
    temporary_remove(&output->named);
    if (output->fd >= 0)
        close(output->fd);
    output->fd = -1;
}

struct error output_open_unnamed(int *fd)
{
    char path[OUTPUT_PATH_BYTES];
    struct output_file output;
    int wanted = snprintf(path, sizeof(path), "%s/", temporary_parent("/tmp"));
    if (wanted >= (int)sizeof(path))
        return error_about(ERR_HOST_WRITE, "TMPDIR", ENAMETOOLONG);
    struct error error = open_beside(path, &output);
    temporary_remove(&output.named); /* the name, not the file */
    *fd = output.fd;
    return error.code == ERR_HOST_WRITE ? error_about(ERR_HOST_WRITE, "TMPDIR", error.detail) : error;
}
