/* EDID blocks, good and as some BIOSes give them. */
#include "bios/edid.h"
#include <criterion/criterion.h>
#include <string.h>

static u8 edid[EDID_BYTES];

/* 1920 by 1080 in the first detailed timing. */
static void fill(void)
{
    static const u8 header[8] = { 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00 };
    static const u8 timing[8] = { 0x02, 0x3a, 0x80, 0x18, 0x71, 0x38, 0x2d, 0x40 };
    memset(edid, 0, sizeof(edid));
    memcpy(edid, header, sizeof(header));
    memcpy(edid + 54, timing, sizeof(timing));
}

static void seal(void)
{
    u8 sum = 0;
    for (u32 i = 0; i < EDID_BYTES - 1; i++)
        sum = (u8)(sum + edid[i]);
    edid[EDID_BYTES - 1] = (u8)-sum;
}

TestSuite(edid, .init = fill);

Test(edid, accepts_header_and_checksum)
{
    seal();
    cr_assert(edid_is_valid(edid));
}

Test(edid, refuses_a_wrong_checksum)
{
    seal();
    edid[EDID_BYTES - 1]++;
    cr_assert_not(edid_is_valid(edid));
}

Test(edid, refuses_zeros_though_their_sum_is_right)
{
    memset(edid, 0, sizeof(edid));
    cr_assert_not(edid_is_valid(edid));
}

Test(edid, reads_the_preferred_mode)
{
    u32 width_px = 0, height_px = 0;
    cr_assert(edid_preferred_mode(edid, &width_px, &height_px));
    cr_assert_eq(width_px, 1920);
    cr_assert_eq(height_px, 1080);
}

Test(edid, has_no_preferred_mode_where_the_descriptor_is_no_timing)
{
    u32 width_px = 7, height_px = 7;
    edid[54] = edid[55] = 0;
    cr_assert_not(edid_preferred_mode(edid, &width_px, &height_px));
    cr_assert_eq(width_px, 7);
}

Test(edid, has_no_preferred_mode_without_pixels)
{
    u32 width_px, height_px;
    edid[56] = edid[58] = 0;
    cr_assert_not(edid_preferred_mode(edid, &width_px, &height_px));
}
