/* Pixel formats. */
#include "uefi/gop_mode.h"
#include <criterion/criterion.h>

static struct efi_gop_mode_info mode(u32 format)
{
    return (struct efi_gop_mode_info) { .width_px = 800, .height_px = 600, .format = format, .pixels_per_line = 832 };
}

static struct efi_gop_mode_info masked(u32 red, u32 green, u32 blue, u32 reserved)
{
    struct efi_gop_mode_info info = mode(EFI_PIXEL_BIT_MASK);
    info.red_mask = red;
    info.green_mask = green;
    info.blue_mask = blue;
    info.reserved_mask = reserved;
    return info;
}

static u32 masked_bits(u32 red, u32 green, u32 blue, u32 reserved)
{
    struct efi_gop_mode_info info = masked(red, green, blue, reserved);
    return gop_bits_per_pixel(&info);
}

Test(uefi_gop_mode, describes_lines_that_are_longer_than_the_screen)
{
    struct boot_framebuffer framebuffer;
    struct efi_gop_mode_info info = mode(EFI_PIXEL_BGRX);
    cr_assert(gop_mode_describe(&info, &framebuffer));
    cr_assert_eq(framebuffer.width_px, 800);
    cr_assert_eq(framebuffer.height_px, 600);
    cr_assert_eq(framebuffer.pitch_bytes, 832 * 4);
    cr_assert_eq(framebuffer.bytes, 832 * 4 * 600);
    cr_assert_eq(framebuffer.bits_per_pixel, 32);
    cr_assert_eq(framebuffer.red_shift, 16);
    cr_assert_eq(framebuffer.green_shift, 8);
    cr_assert_eq(framebuffer.blue_shift, 0);
    cr_assert_eq(framebuffer.blue_bits, 8);
}

Test(uefi_gop_mode, knows_red_first)
{
    struct boot_framebuffer framebuffer;
    struct efi_gop_mode_info info = mode(EFI_PIXEL_RGBX);
    cr_assert(gop_mode_describe(&info, &framebuffer));
    cr_assert_eq(framebuffer.red_shift, 0);
    cr_assert_eq(framebuffer.blue_shift, 16);
}

Test(uefi_gop_mode, reads_bit_masks)
{
    struct boot_framebuffer framebuffer;
    struct efi_gop_mode_info info = masked(0x3ff00000, 0xffc00, 0x3ff, 0);
    cr_assert(gop_mode_describe(&info, &framebuffer));
    cr_assert_eq(framebuffer.bits_per_pixel, 32);
    cr_assert_eq(framebuffer.red_shift, 20);
    cr_assert_eq(framebuffer.green_shift, 10);
    cr_assert_eq(framebuffer.green_bits, 10);
    cr_assert_eq(framebuffer.pitch_bytes, 832 * 4);
}

Test(uefi_gop_mode, counts_the_bytes_of_a_masked_pixel)
{
    cr_assert_eq(masked_bits(0xff0000, 0xff00, 0xff, 0), 24);
    cr_assert_eq(masked_bits(0xff0000, 0xff00, 0xff, 0xff000000), 32);
    cr_assert_eq(masked_bits(0x3ff00000, 0xffc00, 0x3ff, 0), 32);
}

Test(uefi_gop_mode, refuses_pixels_that_the_contract_does_not_have)
{
    cr_assert_eq(masked_bits(0x7c00, 0x03e0, 0x001f, 0), 0);
    cr_assert_eq(masked_bits(0xe0, 0x1c, 0x03, 0), 0);
}

Test(uefi_gop_mode, refuses_masks_that_are_empty_or_scattered)
{
    cr_assert_eq(masked_bits(0, 0xff00, 0xff, 0), 0);
    cr_assert_eq(masked_bits(0x50000, 0xff00, 0xff, 0), 0);
    cr_assert_eq(masked_bits(0xff0000, 0x8100, 0xff, 0), 0);
    cr_assert_eq(masked_bits(0xff0000, 0xff00, 0, 0), 0);
}

Test(uefi_gop_mode, refuses_modes_without_framebuffer)
{
    struct efi_gop_mode_info info = mode(EFI_PIXEL_BLT_ONLY);
    cr_assert_eq(gop_bits_per_pixel(&info), 0);
    info = mode(7);
    cr_assert_eq(gop_bits_per_pixel(&info), 0);
}

Test(uefi_gop_mode, refuses_lines_shorter_than_the_screen)
{
    struct boot_framebuffer framebuffer;
    struct efi_gop_mode_info info = mode(EFI_PIXEL_BGRX);
    info.pixels_per_line = 800;
    cr_assert(gop_mode_describe(&info, &framebuffer));
    info.pixels_per_line = 799;
    cr_assert_not(gop_mode_describe(&info, &framebuffer));
    info.pixels_per_line = 0;
    cr_assert_not(gop_mode_describe(&info, &framebuffer));
}

Test(uefi_gop_mode, refuses_a_pitch_beyond_32_bits)
{
    struct boot_framebuffer framebuffer;
    struct efi_gop_mode_info info = mode(EFI_PIXEL_BGRX);
    info.pixels_per_line = 0x3fffffff;
    cr_assert(gop_mode_describe(&info, &framebuffer));
    info.pixels_per_line = 0x40000000;
    cr_assert_not(gop_mode_describe(&info, &framebuffer));
}

Test(uefi_gop_mode, refuses_modes_without_pixels)
{
    struct boot_framebuffer framebuffer;
    struct efi_gop_mode_info info = mode(EFI_PIXEL_BGRX);
    info.width_px = 0;
    cr_assert_not(gop_mode_describe(&info, &framebuffer));
    info = mode(EFI_PIXEL_BGRX);
    info.height_px = 0;
    cr_assert_not(gop_mode_describe(&info, &framebuffer));
}
