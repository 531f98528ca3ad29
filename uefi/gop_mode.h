/* What a graphics mode looks like in memory. Pure. */
#ifndef UEFI_GOP_MODE_H
#define UEFI_GOP_MODE_H
#include "include/lintel/info.h"
#include "uefi/efi.h"

/* 32, 24, 16 or 8; 0 if the mode has no framebuffer, or one whose colours are not runs of bits. */
u32 gop_bits_per_pixel(const struct efi_gop_mode_info *info);

/* Fills in everything but the framebuffer's address and EDID. False for modes without pixels and for impossible lines. */
bool gop_mode_describe(const struct efi_gop_mode_info *info, struct boot_framebuffer *framebuffer);

#endif
