/* Which machines `lintel test` boots: every combination of the words given for each axis. */
#ifndef TOOLS_MACHINE_MATRIX_H
#define TOOLS_MACHINE_MATRIX_H
#include "tools/machine/medium.h"

#define AXIS_WORDS_MAX   64
#define BOOT_NAME_BYTES  128
#define CPU_COUNT_MAX    255u /* QEMU's, for the machines of medium.h */
#define MATRIX_BOOTS_MAX 4096u

enum axis_kind { AXIS_DOOR, AXIS_MEDIUM, AXIS_MEMORY, AXIS_CPU, AXIS_CPU_COUNT, AXIS_KINDS };

struct axis {
    const char *words[AXIS_WORDS_MAX];
    size_t count;
    bool is_given; /* on the command line: then it is a part of the names */
};

struct matrix {
    struct axis axes[AXIS_KINDS];
};

struct boot_plan {
    char name[BOOT_NAME_BYTES]; /* "bios-ahci-128M"; a file name */
    bool is_uefi;
    const struct medium *medium;
    u64 memory_bytes;
    const char *cpu;
    unsigned cpu_count;
};

enum axis_fault { AXIS_OK, AXIS_EMPTY_WORD, AXIS_UNKNOWN_WORD, AXIS_TWICE, AXIS_TOO_MANY, AXIS_TOO_LONG };

/* Splits a comma list into the axis's words, in place, and checks them. A CPU keeps its features: what starts with + or - or has
 * an = belongs to the word before it. `culprit` is the word that is wrong. */
enum axis_fault axis_read(enum axis_kind kind, char *list, struct axis *axis, const char **culprit);

size_t matrix_count(const struct matrix *matrix);

/* The boot of that index; the last axis changes fastest. All words are known to be good. */
void matrix_boot(const struct matrix *matrix, size_t index, struct boot_plan *plan);

/* What --memory takes. */
#define MEMORY_WORD "a number with K, M or G, at least 1M"
bool memory_read(const char *word, u64 *bytes);

#endif
