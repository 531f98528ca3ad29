/* The virtual machine that `lintel run` and its like start, as a QEMU command line. */
#ifndef TOOLS_MACHINE_QEMU_H
#define TOOLS_MACHINE_QEMU_H
#include "common/base/error.h"
#include "tools/base/temporary.h"
#include "tools/machine/firmware.h"
#include "tools/machine/medium.h"

#define QEMU_PROGRAM       "qemu-system-x86_64"
#define QEMU_CPU_MAX       1000 /* letters of a CPU with its features */
#define QEMU_EXTRA_MAX     256  /* of the user's own arguments */
#define QEMU_OURS_MAX      64
#define QEMU_ARGUMENTS_MAX (QEMU_EXTRA_MAX + QEMU_OURS_MAX)

#define QEMU_GDB_PORT 1234 /* the usual one */

#define QEMU_BIOS_SECTOR_BYTES 512u /* SeaBIOS starts from disks with others never */

struct qemu_machine {
    int image_fd, folder_fd; /* what the medium wants of the two; the other is -1 */
    u32 sector_bytes;        /* of the disk                                         */
    const struct medium *medium;
    struct temporary scratch; /* a folder for what the machine writes to its disk */
    int events_fd, exit_fd;   /* sockets, or exit_fd -1; see vm.h */
    bool is_uefi;
    struct firmware firmware; /* if is_uefi */
    bool is_headless, has_kvm;
    u64 memory_bytes;
    const char *cpu;                     /* as QEMU has it; NULL: all that it can do */
    unsigned cpu_count;                  /* 0: one, which is left to `extra` */
    bool waits_for_gdb, waits_in_loader; /* the loader, before it enters the kernel; and before its own first step */
    int gdb_fd;                          /* then: a listening socket for gdb, or -1 for gdb_port of localhost      */
    unsigned gdb_port;
    const char *const *extra; /* the user's own arguments, last so that they win */
    size_t extra_count;
};

struct qemu_command {
    const char *arguments[QEMU_ARGUMENTS_MAX + 1]; /* ends in NULL */
    size_t count;
    char storage[QEMU_CPU_MAX + FIRMWARE_PATH_BYTES + 1024]; /* of those arguments that are made here */
    size_t stored;
};

/* false: more arguments than fit. */
bool qemu_command_make(const struct qemu_machine *machine, struct qemu_command *command);

/* Whether KVM is there and runs on a CPU that virtualises; a software KVM is slower than QEMU's own emulation. */
bool kvm_is_usable(void);

#endif
