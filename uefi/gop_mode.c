/* What a graphics mode looks like in memory: UEFI 2.10 12.9.2.1. */
#include "uefi/gop_mode.h"

struct masks {
    u32 red, green, blue, reserved;
};

/* Byte 0 of a pixel is its lowest. All zero: no framebuffer. */
static struct masks masks_of(const struct efi_gop_mode_info *info)
{
    switch (info->format) {
    case EFI_PIXEL_RGBX:
        return (struct masks) { 0xff, 0xff00, 0xff0000, 0xff000000 };
    case EFI_PIXEL_BGRX:
        return (struct masks) { 0xff0000, 0xff00, 0xff, 0xff000000 };
    case EFI_PIXEL_BIT_MASK:
        return (struct masks) { info->red_mask, info->green_mask, info->blue_mask, info->reserved_mask };
    default:
        return (struct masks) { 0, 0, 0, 0 };
    }
}

static u8 shift_of(u32 mask)
{
    return (u8)__builtin_ctz(mask);
}

static u8 bits_of(u32 mask)
{
    return (u8)(32 - __builtin_clz(mask) - __builtin_ctz(mask));
}

/* One run of ones. */
static bool is_run(u32 mask)
{
    return mask != 0 && mask >> shift_of(mask) == UINT32_MAX >> (32 - bits_of(mask));
}

u32 gop_bits_per_pixel(const struct efi_gop_mode_info *info)
{
    struct masks masks = masks_of(info);
    if (!is_run(masks.red) || !is_run(masks.green) || !is_run(masks.blue))
        return 0;
    u32 highest_bit = 31 - (u32)__builtin_clz(masks.red | masks.green | masks.blue | masks.reserved);
    const u32 bits = (highest_bit / 8 + 1) * 8;
    return bits >= 24 ? bits : 0; /* the contract has 24 and 32, on every door */
}

static void describe_colours(const struct efi_gop_mode_info *info, struct boot_framebuffer *framebuffer)
{
    struct masks masks = masks_of(info);
    framebuffer->red_shift = shift_of(masks.red);
    framebuffer->red_bits = bits_of(masks.red);
    framebuffer->green_shift = shift_of(masks.green);
    framebuffer->green_bits = bits_of(masks.green);
    framebuffer->blue_shift = shift_of(masks.blue);
    framebuffer->blue_bits = bits_of(masks.blue);
}

bool gop_mode_describe(const struct efi_gop_mode_info *info, struct boot_framebuffer *framebuffer)
{
    u32 bits_per_pixel = gop_bits_per_pixel(info);
    u64 pitch_bytes = (u64)info->pixels_per_line * (bits_per_pixel / 8);
    if (bits_per_pixel == 0 || info->width_px == 0 || info->height_px == 0)
        return false;
    if (info->pixels_per_line < info->width_px || pitch_bytes > UINT32_MAX)
        return false;
    *framebuffer = (struct boot_framebuffer) {
        .bytes = pitch_bytes * info->height_px,
        .width_px = info->width_px,
        .height_px = info->height_px,
        .pitch_bytes = (u32)pitch_bytes,
        .bits_per_pixel = bits_per_pixel,
    };
    describe_colours(info, framebuffer);
    return true;
}
