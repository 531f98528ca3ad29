/* The shape of the loader's own gates.
 *
 * This header is also read by nasm (the Makefile turns its #define lines into %define): numbers only, one per line. */
#ifndef COMMON_FAULT_GATES_H
#define COMMON_FAULT_GATES_H

#define GATE_COUNT 32 /* the CPU's exceptions */
#define GATE_BYTES 16

#endif
