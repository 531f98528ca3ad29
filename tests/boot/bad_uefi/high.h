/* Memory above 4 GiB, which OVMF gives to nobody who does not insist. */
#ifndef TESTS_BOOT_BAD_UEFI_HIGH_H
#define TESTS_BOOT_BAD_UEFI_HIGH_H
#include "tests/boot/bad_uefi/calls.h"

/* Pages above 4 GiB. */
EFI_STATUS high_allocate_pages(EFI_MEMORY_TYPE type, UINTN pages, EFI_PHYSICAL_ADDRESS *start_phys);

#endif
