/* One row of the boot tests' tables: what to boot, on which machine, and what must come of it. */
#ifndef TESTS_BOOT_ROW_H
#define TESTS_BOOT_ROW_H
#include "include/lintel/info.h"
#include "tests/boot/bad_bios.h"
#include "tests/boot/bad_uefi/misdeeds.h"
#include <criterion/criterion.h>
#include <stdbool.h>
#include <stdint.h>

/* QEMU's exit statuses: isa-debug-exit doubles the code that was written and adds 1. */
enum { STATUS_PASS = 33, STATUS_FAULT = 39, STATUS_REFUSED = 43 };

/* The firmware found nothing to start: said by the stub, which a cold machine has as its second disk for it. A BIOS resets the
 * machine, and QEMU's status is 0. */
enum { STATUS_NOT_STARTED = 47 };

/* A row that leaves it open: a pass, or a refusal with a number and a hint on the serial line. */
enum { STATUS_PASS_OR_REFUSED = -1 };

enum disk_bus { DISK_AHCI, DISK_VIRTIO, DISK_IDE, DISK_VIRTIO_SCSI, DISK_NVME, DISK_USB, DISK_FLOPPY, CD_AHCI, CD_IDE };

enum judge_screen {
    SCREEN_UNSEEN,
    SCREEN_TEXTS,   /* the framebuffer shows what `serial` and `shown` list                              */
    SCREEN_REFUSAL, /* the framebuffer shows the refusal that the serial line has, and what `shown` lists */
    SCREEN_VGA      /* VGA text mode shows what `serial` lists                                           */
};

/* What `lintel inspect` must say of the row's image: whether it boots by this door, on a machine that has what the kernel asks
 * for. */
enum verdict {
    VERDICT_UNASKED,
    VERDICT_AGREES,  /* what comes of the row                                                              */
    VERDICT_STRICTER /* that it does not, though this machine boots it: beside the row stands who would not */
};

/* Everything that is left out has the value in brackets. */
struct boot_row {
    const char *name; /* of the test, and of its folder build/boot/NAME */

    const char *kernel;                     /* build/kernels/KERNEL.elf                                        */
    bool iso;                               /* made by `lintel iso` [by `lintel build`]                        */
    const char *build_options[8];           /* further words for that                                          */
    uint64_t ramdisk_bytes;                 /* of pattern.h's content [no ramdisk]                             */
    bool sparse_ramdisk;                    /* the one of 3.9 GiB that pattern.h describes [no ramdisk]        */
    uint64_t blank_ramdisk_bytes;           /* of zeros, for a ramdisk that is only large [no ramdisk]         */
    bool modules;                           /* those of modules.h [none]                                       */
    void (*damage)(const char *image_path); /* done to a copy of the image, or of the served folder [nothing] */

    bool network;          /* by PXE, from a server, on BIOS and UEFI; UEFI: cold only [from a disk] */
    bool http;             /* by UEFI HTTP Boot of the disk image; cold only [from a disk]               */
    const char *server[2]; /* how ours misbehaves, in the words of server/server.h [QEMU's serves, well] */

    uint32_t door;       /* DOOR_BIOS or DOOR_UEFI                                          */
    bool cold;           /* UEFI: through the whole firmware [from a snapshot, see snapshot.h] */
    const char *machine; /* QEMU's -machine [q35]                                             */
    unsigned cpu_count;  /* [1]                                                               */
    bool small_ovmf;     /* the 2 MiB build of OVMF; cold only [the 4 MiB build]              */
    enum disk_bus disk;
    unsigned sector_bytes;    /* of the disk; virtio-blk, virtio-scsi and NVMe have others [512]   */
    unsigned disk_mib_s;      /* what the disk reads in a second [as fast as it can]               */
    uint32_t memory_mib;      /* [128]                                                           */
    bool dirty_memory;        /* RAM starts as a machine's does that ran before; cold only [zeros]    */
    const char *cpu;          /* QEMU's -cpu [qemu64]                                            */
    bool no_display;          /* [a VGA adapter]                                                 */
    const char *display;      /* of the VGA adapter: "xres=640,yres=480" [1280 by 800]              */
    struct misdeeds bad_uefi; /* what the firmware does wrong [nothing]; `.bad_uefi.la57 = 1` */
    bool no_uart;             /* `serial` is looked for on the debugging port; UEFI: cold only [COM1] */
    struct bad_bios bad_bios; /* [the BIOS behaves] */

    enum verdict verdict;     /* of `lintel inspect`, beforehand [it is not asked]             */
    unsigned timeout_s;       /* what the machine may take, if that is much [60]               */
    int status;               /* of QEMU [STATUS_PASS]                                           */
    const char *serial[6];    /* texts that the serial line must have                            */
    const char *shown[4];     /* texts that the framebuffer must show besides                    */
    enum judge_screen screen; /* if seen: the loader must stop with the machine still on */
};

/* Builds the image, boots it, judges. */
void boot_row_run(const struct boot_row *row);

/* A row is a Criterion test of its own: `build/boot-tests --filter 'boot/NAME'`. */
#define BOOT_TEST(test_name, ...)                                                                                                \
    Test(boot, test_name)                                                                                                        \
    {                                                                                                                            \
        static const struct boot_row row = { .name = #test_name, __VA_ARGS__ };                                                  \
        boot_row_run(&row);                                                                                                      \
    }

/* One of the suite `all`, for what takes longer than CI has. */
#define SLOW_BOOT_TEST(test_name, ...)                                                                                           \
    Test(all, test_name)                                                                                                         \
    {                                                                                                                            \
        static const struct boot_row row = { .name = #test_name, __VA_ARGS__ };                                                  \
        boot_row_run(&row);                                                                                                      \
    }

/* Two tests, NAME_bios and NAME_uefi. */
#define BOOT_TEST_ON_BOTH_DOORS(test_name, ...)                                                                                  \
    BOOT_TEST(test_name##_bios, .door = DOOR_BIOS, __VA_ARGS__)                                                                  \
    BOOT_TEST(test_name##_uefi, .door = DOOR_UEFI, __VA_ARGS__)

#endif
