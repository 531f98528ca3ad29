/* A running QEMU: watched until it ends, is told to end, or takes too long.
 *
 * Its pieces are called in the order in which they stand here. */
#ifndef TOOLS_MACHINE_VM_H
#define TOOLS_MACHINE_VM_H
#include "tools/base/spawn.h"
#include "tools/machine/expectation.h"
#include "tools/machine/line_watch.h"
#include "tools/machine/outlet.h"

enum vm_how {
    VM_RUNS,
    VM_REPORTED,     /* the guest wrote a code to the exit device                 */
    VM_RESET,        /* the guest reset the machine: a triple fault, most of all  */
    VM_SWITCHED_OFF, /* by the guest                                              */
    VM_EXITED,       /* QEMU ended by itself: its window was closed, or it failed */
    VM_PAUSED,       /* the loader waits for a debugger, which stops no machine      */
    VM_TIMED_OUT,
    VM_SATISFIED,   /* all that was expected has appeared, and that was enough   */
    VM_UNHEARD,     /* what it said could not be written                         */
    VM_INTERRUPTED, /* we got a signal, or nobody reads our output               */
};

struct vm_end {
    enum vm_how how;
    u8 code;          /* VM_REPORTED                                                                */
    int status;       /* VM_EXITED: as waitpid has it                                               */
    int failed;       /* VM_UNHEARD: errno                                                          */
    int signal;       /* VM_INTERRUPTED: which                                                      */
    bool was_refused; /* a line "error L1..." appeared: a stage too early to report in another way */
};

struct vm {
    /* The caller's. */
    struct outlet output;            /* where the serial line goes: its fd                                        */
    int screen_fd;                   /* a file for a picture of the screen at the end, as PNG; -1: none     */
    unsigned timeout_seconds;        /* 0: none                                                             */
    struct expectation *expectation; /* watches the serial line, or NULL                                    */
    bool ends_when_satisfied;        /* once all that is expected has appeared                              */
    bool has_window;                 /* which may be closed: an end that is nobody's fault                  */

    /* Of vm_open: QEMU's ends of two sockets, for its command line. */
    int events_fd; /* its monitor                                                                             */
    int exit_fd;   /* the exit device's, which tells us the code; -1, if no picture is wanted: it ends QEMU */

    struct vm_end end;

    /* vm.c's own. */
    int events_watch_fd, exit_watch_fd, serial_fd, signals_fd;
    pid_t pid;           /* 0: it has ended, or never began */
    u64 deadline_ms;     /* UINT64_MAX: none                */
    bool was_paused;     /* and somebody let it go on       */
    pid_t debugger_pid;  /* 0: none runs    */
    int debugger_status; /* as waitpid has it */
    struct line_watch serial, resets, switches_off, pauses;
};

/* Opens the two sockets. ERR_HOST_START. */
struct error vm_open(struct vm *vm);

/* Starts `request`, whose output becomes the serial line. */
struct error vm_start(struct vm *vm, struct spawn_request *request);

/* Sees the machine to its end, which is told in `end`. QEMU is gone on return, unless it is paused. */
void vm_watch(struct vm *vm);

/* Of a paused machine: sees it to its end. Somebody else lets it go on. */
void vm_go_on(struct vm *vm);

/* Of a paused machine: starts a debugger, which has the terminal and the machine until it ends. Then QEMU is gone. */
struct error vm_debug(struct vm *vm, const struct spawn_request *request);

/* QEMU is gone then, whatever came before. */
void vm_close(struct vm *vm);

#endif
