/* A BIOS that misbehaves, for one row: bad_bios/shim.asm on a floppy disk that boots first, configured. */
#ifndef TESTS_BOOT_BAD_BIOS_H
#define TESTS_BOOT_BAD_BIOS_H
#include "tests/boot/bad_bios/shim.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The shim reads it as it is. What is 0 behaves. */
struct bad_bios_config {
    uint32_t quirks;           /* BAD_... of shim.h                                                    */
    uint32_t dead_lba;         /* reads that reach this sector or one behind it fail as a whole        */
    uint16_t failing_call;     /* which one of int 10h AH=4Fh, 12h, 13h, 15h fails, counted from 1     */
    uint16_t read_sectors_max; /* int 13h AH=42h fails above                                           */
    uint16_t read_failures;    /* before a read from another sector works, a reset after each          */
    uint16_t mode_failures;    /* of int 10h AX=4F02h; UINT16_MAX: for ever                            */
    uint16_t map_entries;      /* set by bad_bios_write                                                */
    uint16_t low_memory_kib;   /* what int 12h says                                                    */
    uint8_t drive_bits;        /* those of DL that are wrong                                           */
    uint8_t reserved;
    uint16_t boot_lba; /* where the boot sector lies, in sectors of 512 bytes */
};
_Static_assert(sizeof(struct bad_bios_config) == 24, "config of shim.asm");

/* An entry of the BIOS's memory map. */
struct e820_entry {
    uint64_t start_phys, bytes;
    uint32_t type, attributes; /* of ACPI 3: bit 0 clear means that there is no such entry */
};
enum { E820_USABLE = 1, E820_RESERVED, E820_ACPI, E820_NVS, E820_BAD };

struct bad_bios {
    bool is_used;
    bool only_starts_badly; /* the row is about how the boot sector is entered [calls must misbehave] */
    struct bad_bios_config config;
    size_t (*memory_map)(struct e820_entry entries[BAD_MAP_ENTRIES]); /* fills in the map, gives its length [QEMU's] */
};

/* Writes the floppy disk's image into `folder`, and adds it to QEMU's command line as what the machine starts from. No disk may
 * have a bootindex. */
struct command;
void bad_bios_words(const struct bad_bios *bad_bios, const char *folder, struct command *command);

/* Whether the BIOS did anything wrong, beyond how it started the disk: it says so on the debugging port. */
bool bad_bios_was_met(const char *folder);

#endif
