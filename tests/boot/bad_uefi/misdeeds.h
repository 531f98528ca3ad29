/* What a misbehaving UEFI firmware does wrong: written by a test onto its volume, read by the application that misbehaves. */
#ifndef TESTS_BOOT_BAD_UEFI_MISDEEDS_H
#define TESTS_BOOT_BAD_UEFI_MISDEEDS_H
#include <stdint.h>

/* On the volume: the application takes the loader's place, the loader and this struct lie beside it. */
#define LOADER_PATH_ON_VOLUME   "/EFI/BOOT/BOOTX64.EFI"
#define RENAMED_PATH_ON_VOLUME  "/EFI/BOOT/LOADER.EFI"
#define MISDEEDS_PATH_ON_VOLUME "/EFI/BOOT/MISDEEDS"

/* All zero: a firmware that does everything right. Switches are 0 or 1. */
struct misdeeds {
    uint32_t la57; /* 5-level paging is on when the loader starts; wants a CPU that has it */
};

#endif
