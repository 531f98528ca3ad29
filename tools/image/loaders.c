/* From the symbols of embedded.asm to views. */
#include "tools/image/loaders.h"

extern const u8 loader_bios_start[], loader_pxe_start[], loader_uefi_start[];
extern const u64 loader_bios_bytes, loader_pxe_bytes, loader_uefi_bytes;

struct bytes loader_bios(void)
{
    return (struct bytes) { loader_bios_start, loader_bios_bytes };
}

struct bytes loader_pxe(void)
{
    return (struct bytes) { loader_pxe_start, loader_pxe_bytes };
}

struct bytes loader_uefi(void)
{
    return (struct bytes) { loader_uefi_start, loader_uefi_bytes };
}
