/* Data that cannot be executed, as the firmware of machines has it that keeps code and data apart. */
#ifndef TESTS_BOOT_BAD_UEFI_STRICT_H
#define TESTS_BOOT_BAD_UEFI_STRICT_H
#include "tests/boot/bad_uefi/calls.h"

/* Whoever executes something in these pages faults. */
void strict_forbid_execution(EFI_PHYSICAL_ADDRESS start_phys, UINTN pages);

#endif
