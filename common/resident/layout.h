/* Where resident.c puts what resident.asm reads, and the shape of the gates that CPU faults come through.
 *
 * This header is also read by nasm (the Makefile turns its #define lines into %define): numbers only, one per line. */
#ifndef COMMON_RESIDENT_LAYOUT_H
#define COMMON_RESIDENT_LAYOUT_H

#define RESIDENT_TEXT_BYTES 4096

/* Offsets in struct resident_data. */
#define DATA_ROOT      0
#define DATA_ENTRY     8
#define DATA_STACK_TOP 16
#define DATA_BOOT_INFO 24
#define DATA_GDTR      32
#define DATA_IDTR      48
#define DATA_EXIT      64
#define DATA_SERIAL    65
#define DATA_DEBUGCON  66
#define DATA_CR4       68
#define DATA_GDT       72

/* Offsets in the crossing's page: three words, then its code. */
#define CROSSING_ROOT   0
#define CROSSING_TARGET 8
#define CROSSING_DATA   16
#define CROSSING_CODE   24

/* Offsets in the resident's code: where it says what lies where. */
#define BLOB_SWITCH 0
#define BLOB_GATES  4

/* The kernel's first GDT. */
#define SELECTOR_CODE 0x08
#define SELECTOR_DATA 0x10
#define SELECTOR_TSS  0x18

/* One gate for each of the CPU's exceptions; see gates.inc. */
#define GATE_COUNT 32
#define GATE_BYTES 16

#endif
