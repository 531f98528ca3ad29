/* One virtual machine: its command line, its life, what it left behind. */
#ifndef TESTS_BOOT_QEMU_H
#define TESTS_BOOT_QEMU_H
#include "tests/boot/files.h"
#include "tests/boot/qmp.h"
#include "tests/boot/row.h"

/* How long a machine may take: 60 seconds, or what the environment's BOOT_TIMEOUT_SECONDS says. */
uint64_t qemu_timeout_ms(void);

struct qemu {
    char folder[PATH_BYTES]; /* serial.log, debugcon.log, qemu.log, vars.fd, qmp */
    char said[PATH_BYTES];   /* the one of the first two that tells what the loader said */
    pid_t pid;
    struct qmp qmp;
    uint64_t deadline_ms;
};

/* What a row says about the machine, without the disks: the same words for a snapshot and for those who start from it. */
void qemu_machine_words(const struct boot_row *row, struct command *command);

/* The disk with the image under test. Nothing is written to the file. */
void qemu_disk_words(const struct boot_row *row, const char *image_path, bool boot_first, struct command *command);

/* A BIOS that finds nothing to start ends the machine, which else would wait for another disk. */
void qemu_give_up_words(struct command *command);

/* Whether it has ended, and with what exit status (-1: by a signal). */
bool qemu_has_ended(struct qemu *qemu, int *status);

/* Adds what every machine has (logs, control socket, on UEFI the firmware with fresh variables) and starts it. */
void qemu_start(struct qemu *qemu, const struct boot_row *row, const char *folder, struct command *command);

/* Waits for the end and gives the exit status; fails the test with the serial log's tail after qemu_timeout_ms(). */
int qemu_wait(struct qemu *qemu);

/* Waits until the serial line has said all of `texts`, while the machine goes on. */
void qemu_wait_serial(struct qemu *qemu, const char *const *texts, size_t count);

/* Ends a machine that doesn't end by itself. */
void qemu_quit(struct qemu *qemu);

/* The serial line so far; the caller frees it. */
char *qemu_serial(const struct qemu *qemu);

/* Fails the test: `what`, then the last lines of the serial log. */
_Noreturn void qemu_fail(const struct qemu *qemu, const char *what);

#endif
