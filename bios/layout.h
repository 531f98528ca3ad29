/* Low memory as the BIOS loader uses it; every address below 1 MiB is written here and nowhere else.
 *
 *     00000  interrupt vectors and BIOS data                the BIOS's
 *     01000  stack for real mode, growing down from 07c00   BIOS calls run on it
 *     07c00  boot sector, or pxe_entry.asm                  dead once stage 2 runs, but for the fields of image.h
 *     08000  stage 2 and the core: code and data            real-mode parts lie in 08000-0ffff; read in packed, unpacked here
 *     20000  bounce buffer, 64 KiB                          reads land here: no 64 KiB boundary inside; before the first,
 *                                                           what is packed waits here; a fault, after which nothing is read,
 *                                                           has its stack here
 *     30000  page tables, 4 GiB identity-mapped             root, one table below it, four below that
 *     36000  their bss
 *     44000  memory map as the BIOS gave it                 1024 regions
 *     4c000  memory map, normalised                         2 * 1024 + 1 regions, in 68 KiB
 *     60000  stack for long mode, growing down from 70000   12 KiB of nothing lie between it and the maps
 *     70000  not ours: up to 9fc00 or lower the BIOS may keep an EBDA, a PXE stack, a virus scanner
 *
 * This header is also read by nasm and the linker (the Makefile and bios/build.mk turn its #define lines into theirs): numbers
 * only. */
#ifndef BIOS_LAYOUT_H
#define BIOS_LAYOUT_H

#define REAL_STACK_TOP      0x7c00
#define BOOT_SECTOR_START   0x7c00
#define CORE_START          0x8000
#define REAL_MODE_END       0x10000
#define CORE_END            0x20000
#define BOUNCE_START        0x20000
#define BOUNCE_END          0x30000
#define FAULT_STACK_TOP     0x30000
#define IDENTITY_ROOT_START 0x30000
#define IDENTITY_END        0x36000
#define BSS_START           0x36000
#define BSS_END             0x44000
#define RAW_MAP_START       0x44000
#define CLEAN_MAP_START     0x4c000
#define CLEAN_MAP_END       0x5d000
#define LONG_STACK_TOP      0x70000
#define LOW_MEMORY_END      0x70000

#endif
