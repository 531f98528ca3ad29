/* Where resident.c puts what head.asm reads, and the shape of its gates.
 *
 * This header is also read by nasm (the Makefile turns its #define lines into %define): numbers only, one per line. */
#ifndef COMMON_RESIDENT_LAYOUT_H
#define COMMON_RESIDENT_LAYOUT_H

#define RESIDENT_TEXT_BYTES 16384

/* Offsets in struct resident_data. */
#define DATA_ROOT      0
#define DATA_ENTRY     8
#define DATA_STACK_TOP 16
#define DATA_BOOT_INFO 24
#define DATA_GDTR      32
#define DATA_IDTR      48
#define DATA_REPORTS   64
#define DATA_CR4       68
#define DATA_GDT       72

/* Offsets in the crossing's page: three words, then its code. */
#define CROSSING_ROOT   0
#define CROSSING_TARGET 8
#define CROSSING_DATA   16
#define CROSSING_CODE   24

/* Offsets in the resident's text: its way in, two addresses that resident.c fills in, where faults go; and behind all code a gate
 * for every vector, which resident.c writes too: a call to TEXT_FAULT. */
#define TEXT_SWITCH 0
#define TEXT_FACTS  8
#define TEXT_DATA   16
#define TEXT_FAULT  24
#define TEXT_GATES  14336

#define RESIDENT_GATES      256
#define RESIDENT_GATE_BYTES 8
#define RESIDENT_GATE_SHIFT 3

/* The kernel's first GDT. */
#define SELECTOR_CODE 0x08
#define SELECTOR_DATA 0x10
#define SELECTOR_TSS  0x18

#endif
