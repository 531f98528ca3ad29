/* A folder that appears whole or not at all: it is filled under another name beside its own. */
#ifndef TOOLS_BASE_OUTPUT_FOLDER_H
#define TOOLS_BASE_OUTPUT_FOLDER_H
#include "common/base/error.h"
#include "tools/base/output_file.h"

struct output_folder {
    const char *path;        /* where it will appear; outlives this */
    struct temporary filled; /* where it is until then */
    bool is_private;         /* it will appear nowhere */
};

/* ERR_HOST_WRITE, ERR_HOST_START. */
struct error output_folder_open(const char *path, struct output_folder *folder);

/* One for our own use, in $TMPDIR or /tmp, that nobody else can enter, and that no disk need hold: output_folder_close removes
 * it. */
struct error output_folder_open_private(struct output_folder *folder);

/* A file in it at `path` ("/boot/kernel.elf"), of `bytes` zeros for the caller to fill; the folders on its way are made.
 * output_folder_finish closes it, once it is on the disk if that matters. ERR_HOST_WRITE. */
struct error output_folder_create(const struct output_folder *folder, const char *path, u64 bytes, int *fd);
struct error output_folder_finish(const struct output_folder *folder, int fd);

/* Of a private one that is filled: opens it, for programs that are given descriptors. ERR_HOST_WRITE. */
struct error output_folder_hold(const struct output_folder *folder, int *fd);

/* Gives it its name. A folder that is there already is exchanged for it: `*replaced` is where that one is now, and
 * output_folder_close removes it with all that it holds; NULL if there was none. ERR_HOST_WRITE, ERR_HOST_FOLDER_REPLACE. */
struct error output_folder_commit(struct output_folder *folder, const char **replaced);

/* Exchanges the two again. ERR_HOST_FOLDER_REPLACE. */
struct error output_folder_revert(struct output_folder *folder);

/* Ends it, whether it was opened or not. What was not committed is gone; a warning names what could not be removed. */
void output_folder_close(struct output_folder *folder);

#endif
