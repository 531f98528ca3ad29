/* A file that appears whole or not at all: it has no name until it is finished. */
#ifndef TOOLS_BASE_OUTPUT_FILE_H
#define TOOLS_BASE_OUTPUT_FILE_H
#include "common/base/error.h"
#include "tools/base/temporary.h"

#define OUTPUT_PATH_BYTES TEMPORARY_PATH_BYTES

struct output_file {
    const char *path; /* where it will appear; outlives this */
    int fd;
    struct temporary named; /* where the file system knows no unnamed files */
};

/* Whether one would replace the other. */
bool output_is_same(const char *left, const char *right);

/* "-", for verbs that can write there. A file of that name is "./-". */
bool output_is_standard(const char *path);

/* ERR_HOST_OUTPUT_IS_INPUT about the input, if the output would replace it, by whatever name. `input_fd` -1: there is none. */
struct error output_check_is_no_input(const char *path, int input_fd, const char *input_path);

/* Opens it for writing, in the folder of `path`. An existing file there stays as it is. ERR_HOST_WRITE; ERR_HOST_NOT_REGULAR if
 * `path` is something that a rename would wrongly replace: a folder, a device, a link to a descriptor such as /dev/stdout. */
struct error output_open(const char *path, struct output_file *output);

/* Flushes it to the disk and gives it its name, replacing what was there. */
struct error output_commit(struct output_file *output);

/* Ends it, whether it was opened or not. What was not committed is gone. */
void output_close(struct output_file *output);

/* A file without a name for our own use, in $TMPDIR or /tmp. */
struct error output_open_unnamed(int *fd);

#endif
