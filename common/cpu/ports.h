/* The ports that a boot speaks through, and what is written to QEMU's exit device.
 *
 * This header is also read by nasm (the Makefile turns its #define lines into %define): numbers only, one per line. */
#ifndef COMMON_CPU_PORTS_H
#define COMMON_CPU_PORTS_H

#define COM1             0x3f8
#define DEBUGCON         0xe9 /* reads back its own number */
#define EXIT_DEVICE_PORT 0xf4 /* QEMU's isa-debug-exit: ends with twice the code plus one */

#define EXIT_PASS    0x10
#define EXIT_FAIL    0x11
#define EXIT_FAULT   0x13
#define EXIT_REFUSED 0x15

#endif
