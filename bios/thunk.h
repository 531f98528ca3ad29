/* Calling the BIOS from 64-bit C: the only way back to real mode. */
#ifndef BIOS_THUNK_H
#define BIOS_THUNK_H
#include "common/base/types.h"

/* What the BIOS gets and gives back; the order is the one that thunk.asm pops and pushes. Segments default to 0, so that a 16-bit
 * offset register can hold any address below 64 KiB. */
struct bios_registers {
    u32 edi, esi, ebp, reserved_12, ebx, edx, ecx, eax;
    u16 ds, es;
    u32 flags; /* returned only */
};
_Static_assert(sizeof(struct bios_registers) == 40, "thunk.asm copies ten double words");

#define BIOS_CARRY 1u /* in flags: most calls report failure by it */

/* Executes `int interrupt`. Everything the BIOS may have changed beyond these registers is put back. Interrupts are on during
 * the call only. */
void bios_call(u8 interrupt, struct bios_registers *registers);

/* The same for a routine in real mode that ends as an interrupt's does: segment in the upper half, offset in the lower. */
void bios_call_at(u32 routine, struct bios_registers *registers);

/* A buffer below 1 MiB as the BIOS wants it. The offset is below 16, so that no buffer crosses the end of its segment, where
 * BIOSes wrap around. */
static inline u16 bios_segment(const void *buffer)
{
    return (u16)((uintptr_t)buffer >> 4);
}
static inline u16 bios_offset(const void *buffer)
{
    return (u16)((uintptr_t)buffer & 15);
}

static inline bool bios_failed(const struct bios_registers *registers)
{
    return (registers->flags & BIOS_CARRY) != 0;
}

#endif
