/* Pages from the firmware. */
#ifndef UEFI_MEMORY_H
#define UEFI_MEMORY_H
#include "common/base/error.h"

/* As platform_allocate says. At least one page is given. ERR_NOT_ENOUGH_MEMORY, or ERR_FIRMWARE_ALLOCATE if the firmware refuses
 * for another reason. */
struct error memory_allocate(u64 bytes, u64 align_bytes, const char *purpose, u64 *start_phys);

/* Gives pages back. Failure is no harm: what stays allocated is reported to the kernel as usable loader data. */
void memory_free(u64 start_phys, u64 end_phys);

#endif
