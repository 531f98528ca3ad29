/* A file or a folder under a name that nobody else has, which goes when we do, however we end. */
#ifndef TOOLS_BASE_TEMPORARY_H
#define TOOLS_BASE_TEMPORARY_H
#include "common/base/error.h"
#include "tools/base/caretaker.h"

#define TEMPORARY_PATH_BYTES 4096

/* All zero is one that does not exist. */
struct temporary {
    char path[TEMPORARY_PATH_BYTES]; /* "": there is none */
    struct caretaker caretaker;
};

/* Draws a name in the folder of `path`, of which trailing slashes are no part. Nothing has it yet: the caller makes what it likes
 * there. ERR_HOST_WRITE about `path`, ERR_HOST_START. */
struct error temporary_claim(const char *path, struct temporary *temporary);

/* Removes what is there, with all that it holds, if there is any; a warning names it if it could not be. */
void temporary_remove(struct temporary *temporary);

/* It has another name now, and stays. */
void temporary_keep(struct temporary *temporary);

/* $TMPDIR, or else `parent`. */
const char *temporary_parent(const char *parent);

/* A folder below $TMPDIR, or else below `parent`, that nobody else can enter. Its path starts with a slash or
 * a dot, so that no program takes the name for a protocol's. ERR_HOST_WRITE about TMPDIR, ERR_HOST_START. */
struct error temporary_folder_make(const char *parent, struct temporary *temporary);

#endif
