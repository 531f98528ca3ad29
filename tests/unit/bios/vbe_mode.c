/* Mode information blocks: what makes a mode usable, and where its numbers stand in each version. */
#include "bios/vbe.h"
#include <criterion/criterion.h>
#include <string.h>

static u8 info[VBE_MODE_INFO_BYTES];
static struct boot_framebuffer framebuffer;

/* 1024 by 768 with 32 bits, as a BIOS of version 3 describes it: banked and linear fields differ. */
static void fill(void)
{
    static const u8 masks_banked[6] = { 8, 16, 8, 8, 8, 0 };
    static const u8 masks_linear[6] = { 8, 0, 8, 8, 8, 16 };
    memset(info, 0, sizeof(info));
    store_u16(info, 0x9b);
    store_u16(info + 16, 4096);
    store_u16(info + 18, 1024);
    store_u16(info + 20, 768);
    info[25] = 32;
    info[27] = 6;
    memcpy(info + 31, masks_banked, sizeof(masks_banked));
    store_u32(info + 40, 0xfd000000);
    store_u16(info + 50, 8192);
    memcpy(info + 54, masks_linear, sizeof(masks_linear));
}

static bool parse(u16 version)
{
    return vbe_parse_mode(info, version, &framebuffer);
}

TestSuite(vbe_mode, .init = fill);

Test(vbe_mode, takes_the_linear_fields_from_version_3_on)
{
    cr_assert(parse(0x0300));
    cr_assert_eq(framebuffer.start_phys, 0xfd000000);
    cr_assert_eq(framebuffer.pitch_bytes, 8192);
    cr_assert_eq(framebuffer.bytes, 8192 * 768);
    cr_assert_eq(framebuffer.width_px, 1024);
    cr_assert_eq(framebuffer.height_px, 768);
    cr_assert_eq(framebuffer.bits_per_pixel, 32);
    cr_assert_eq(framebuffer.red_shift, 0);
    cr_assert_eq(framebuffer.blue_shift, 16);
    cr_assert_eq(framebuffer.blue_bits, 8);
}

Test(vbe_mode, takes_the_banked_fields_before_version_3)
{
    cr_assert(parse(0x02ff));
    cr_assert_eq(framebuffer.pitch_bytes, 4096);
    cr_assert_eq(framebuffer.red_shift, 16);
    cr_assert_eq(framebuffer.green_shift, 8);
    cr_assert_eq(framebuffer.blue_shift, 0);
}

Test(vbe_mode, takes_the_banked_fields_where_version_3_left_the_linear_ones_empty)
{
    memset(info + 50, 0, 10);
    cr_assert(parse(0x0300));
    cr_assert_eq(framebuffer.pitch_bytes, 4096);
    cr_assert_eq(framebuffer.red_shift, 16);
}

Test(vbe_mode, wants_supported_and_graphics_and_linear)
{
    store_u16(info, 0x9b & ~0x01);
    cr_assert_not(parse(0x0300));
    store_u16(info, 0x9b & ~0x10);
    cr_assert_not(parse(0x0300));
    store_u16(info, 0x9b & ~0x80);
    cr_assert_not(parse(0x0300));
}

Test(vbe_mode, wants_24_or_32_bits_of_direct_colour)
{
    info[25] = 24;
    cr_assert(parse(0x0300));
    info[25] = 16;
    cr_assert_not(parse(0x0300));
    info[25] = 32;
    info[27] = 4;
    cr_assert_not(parse(0x0300));
}

Test(vbe_mode, skips_a_mode_without_address)
{
    store_u32(info + 40, 0);
    cr_assert_not(parse(0x0300));
}

Test(vbe_mode, wants_rows_that_hold_their_pixels)
{
    store_u16(info + 50, 4096);
    cr_assert(parse(0x0300));
    store_u16(info + 50, 4095);
    cr_assert_not(parse(0x0300));
    store_u16(info + 50, 0);
    store_u16(info + 16, 0);
    cr_assert_not(parse(0x0300));
}

Test(vbe_mode, leaves_its_result_alone_when_it_refuses)
{
    framebuffer.width_px = 7;
    info[25] = 8;
    cr_assert_not(parse(0x0300));
    cr_assert_eq(framebuffer.width_px, 7);
}

Test(vbe_mode, takes_the_usual_colours_where_the_masks_are_empty)
{
    memset(info + 31, 0, 6);
    memset(info + 54, 0, 6);
    cr_assert(parse(0x0300));
    cr_assert_eq(framebuffer.red_shift, 16);
    cr_assert_eq(framebuffer.green_bits, 8);
    cr_assert_eq(framebuffer.blue_shift, 0);
}

Test(vbe_mode, takes_the_usual_colours_where_a_mask_leaves_the_pixel)
{
    info[54 + 1] = 24; /* red: 8 bits from 24 on: fits exactly */
    cr_assert(parse(0x0300));
    cr_assert_eq(framebuffer.red_shift, 24);
    info[54 + 1] = 25;
    cr_assert(parse(0x0300));
    cr_assert_eq(framebuffer.red_shift, 16);
}
