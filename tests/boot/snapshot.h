/* UEFI without waiting for the firmware: a machine paused in our stub application, saved once per machine type.
 *
 * The stub starts from a small disk of its own and pauses the machine before it has touched any other disk. A test loads that
 * state with its image as the other disk; the stub wakes up, connects the controllers and starts \EFI\BOOT\BOOTX64.EFI there. */
#ifndef TESTS_BOOT_SNAPSHOT_H
#define TESTS_BOOT_SNAPSHOT_H
#include "tests/boot/qemu.h"

/* The stub's disk. Without the device that pauses the machine the stub looks for a loader on the others at once. */
void snapshot_stub_words(unsigned boot_index, struct command *command);

/* Starts the row's machine from the snapshot, which is made first if it is missing or its firmware, stub or command line changed.
 */
void snapshot_start(struct qemu *qemu, const struct boot_row *row, const char *folder, const char *image_path);

#endif
