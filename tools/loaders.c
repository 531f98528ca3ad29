/* From the symbols of embedded.asm to views. */
#include "tools/loaders.h"

extern const u8 loader_bios_start[], loader_bios_end[];
extern const u8 loader_uefi_start[], loader_uefi_end[];

struct bytes loader_bios(void)
{
    return (struct bytes) { loader_bios_start, (size_t)(loader_bios_end - loader_bios_start) };
}

struct bytes loader_uefi(void)
{
    return (struct bytes) { loader_uefi_start, (size_t)(loader_uefi_end - loader_uefi_start) };
}
