/* The network card's ROM, by the Preboot Execution Environment Specification 2.1 (PXE). */
#ifndef BIOS_PXE_H
#define BIOS_PXE_H
#include "common/base/bytes.h"
#include "common/base/error.h"

struct pxe_rom {
    u32 entry;       /* where it is called in real mode: segment in the upper half, offset in the lower */
    u64 lowest_phys; /* of the memory below 640 KiB that it lives in; UINT64_MAX: it does not say        */
};

/* From the structure !PXE, or PXENV+, at the start of `area`, which may end anywhere. False if it is none, or damaged. */
bool pxe_read_structure(struct bytes area, struct pxe_rom *rom);
bool pxenv_read_structure(struct bytes area, struct pxe_rom *rom, u32 *pxe_structure);

/* Finds the ROM by what pxe_entry.asm kept. ERR_PXE_UNUSABLE. */
struct error pxe_open(struct pxe_rom *rom);

/* Calls it: `parameters` start with a word for the status, which is returned; 0 is success. They lie below 1 MiB. */
enum pxe_function {
    PXE_UNDI_SHUTDOWN = 0x05,
    PXE_STOP_UNDI = 0x15,
    PXE_TFTP_OPEN = 0x20,
    PXE_TFTP_CLOSE = 0x21,
    PXE_TFTP_READ = 0x22,
    PXE_TFTP_GET_FILE_SIZE = 0x25,
    PXE_UNLOAD_STACK = 0x70,
    PXE_GET_CACHED_INFO = 0x71,
};
u16 pxe_call(enum pxe_function function, u8 *parameters);

/* The card at rest, the ROM's memory free, its interrupt vectors put back: nothing may be called any more. */
void pxe_close(void);

#endif
