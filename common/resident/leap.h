/* The loader's last instructions: the only ones that run while the address space changes under them. */
#ifndef COMMON_RESIDENT_LEAP_H
#define COMMON_RESIDENT_LEAP_H
#include "common/base/types.h"

/* Loads CR3 and jumps; the target gets `data_virt` in rdi. Lies in one page, which the new tables map where it is now. */
_Noreturn SYSV void resident_leap(u64 root_phys, u64 target_virt, u64 data_virt);

/* That page. The loader runs identity-mapped, so its address is its physical one. */
u64 leap_page_phys(void);

/* The resident's code (head.asm and report/), position-independent, not more than RESIDENT_TEXT_BYTES. */
extern const u8 resident_blob[];
extern const u32 resident_blob_bytes;

#endif
