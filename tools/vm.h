/* A running QEMU: watched until it ends, is told to end, or takes too long. */
#ifndef TOOLS_VM_H
#define TOOLS_VM_H
#include "tools/spawn.h"

struct vm {
    int events_fd;            /* QEMU's end of the monitor socket, for its command line */
    int events_watch_fd;      /* ours                                                   */
    unsigned timeout_seconds; /* 0: none                                                */
};

enum vm_how {
    VM_EXITED,
    VM_TIMED_OUT,
    VM_INTERRUPTED, /* we got a signal, or nobody reads our output */
};

struct vm_end {
    enum vm_how how;
    int status;       /* VM_EXITED: as waitpid has it                                               */
    int signal;       /* VM_INTERRUPTED: which                                                      */
    bool was_reset;   /* the guest reset the machine: a triple fault, most of all                   */
    bool was_refused; /* a line "error L1..." appeared: a stage too early to report in another way */
};

/* Before the command line is made: opens the monitor socket. ERR_HOST_TOOL. */
struct error vm_open(struct vm *vm);

/* Starts `request` with its output sent through us to standard output, and sees it to its end. QEMU is gone on return. */
struct error vm_run(struct vm *vm, struct spawn_request *request, struct vm_end *end);
void vm_close(struct vm *vm);

#endif
