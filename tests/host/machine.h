/* A machine for tests: platform.h over an arena, with files in memory and calls that fail on demand. */
#ifndef TESTS_HOST_MACHINE_H
#define TESTS_HOST_MACHINE_H
#include "common/base/bytes.h"
#include "common/clock/tsc.h"
#include "common/cpu/features.h"
#include "common/resident/resident.h"
#include "include/lintel/info.h"

#define MACHINE_RAM_START_PHYS (1 * MIB_BYTES)
#define MACHINE_RAM_BYTES      (24 * MIB_BYTES)

struct machine_file {
    const char *path;
    struct bytes content;
    u64 told_bytes; /* what a server says of its size */
    u64 reads;      /* how often it was sent          */
};

enum machine_outcome { MACHINE_RUNNING, MACHINE_ENTERED, MACHINE_STOPPED };

struct machine {
    struct machine_file files[8];
    struct cpu_features cpu;
    struct boot_framebuffer framebuffer; /* width_px 0: no display */
    struct tsc_frequency tsc;            /* what the CPU says; 0: nothing */
    u64 rsdp_phys;                       /* 0: no ACPI             */
    bool is_network;                     /* files come whole, each once */
    bool tells_no_sizes;                 /* and nobody says how long they are */
    u64 chance;                          /* what the CPU's generators give next */
    u8 firmware_chance;                  /* each byte that the firmware's gives; 0: it has none */
    u64 fail_call;                       /* the nth call of a platform function that can fail does; 0: none */

    u64 calls;
    enum machine_outcome outcome;
    struct resident_entry entry; /* what the kernel would get */
    char said[16384];            /* serial and debugcon       */
};

extern struct machine machine;

/* A machine as it comes: 24 MiB of RAM, no files, a modern CPU, no display. */
void machine_reset(void);

/* Instead of MACHINE_RAM_START_PHYS. */
void machine_move_ram(u64 start_phys);

void machine_add_file(const char *path, struct bytes content);

/* The firmware's map has that many more entries: reserved pages, one beside the other. */
void machine_shatter_reserved(u64 pages);

/* Runs boot() until the kernel is entered or the loader gives up. */
enum machine_outcome machine_boot(void);

/* Where the test finds a physical address of the machine's RAM. */
void *machine_ram(u64 start_phys);

#endif
