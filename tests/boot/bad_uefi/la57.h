/* Five-level paging under a firmware that started with four. */
#ifndef TESTS_BOOT_BAD_UEFI_LA57_H
#define TESTS_BOOT_BAD_UEFI_LA57_H
#include <efi.h>

/* Every address keeps its meaning: the firmware's table of level 4 becomes the first entry of one of level 5. */
EFI_STATUS la57_turn_on(EFI_BOOT_SERVICES *boot);

#endif
