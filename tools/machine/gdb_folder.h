/* What gdb reaches by name: a socket to the machine and a file of commands, in a folder of our own that nobody else can enter. */
#ifndef TOOLS_MACHINE_GDB_FOLDER_H
#define TOOLS_MACHINE_GDB_FOLDER_H
#include "common/base/error.h"
#include "tools/base/temporary.h"
#include <stdio.h>

#define GDB_PATH_BYTES 64

struct gdb_folder {
    struct temporary folder;
    int folder_fd; /* by which the paths lead there, whatever $TMPDIR is called */
    char socket_path[GDB_PATH_BYTES], commands_path[GDB_PATH_BYTES];
    int socket_fd; /* listens */
};

/* ERR_HOST_WRITE about TMPDIR, ERR_HOST_START. Whatever comes of it, gdb_folder_close is called. */
struct error gdb_folder_open(struct gdb_folder *folder);
void gdb_folder_close(struct gdb_folder *folder);

#endif
