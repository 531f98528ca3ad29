/* The two things a loader wants to know from an EDID block: whether it is one, and the preferred mode. */
#include "bios/edid.h"
#include "common/base/string.h"

#define FIRST_TIMING 54 /* E-EDID 1.4 section 3.10.2; offsets below are inside the 18-byte descriptor */

bool edid_is_valid(const u8 edid[EDID_BYTES])
{
    static const u8 header[8] = { 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00 };
    return bytes_sum((struct bytes) { edid, EDID_BYTES }) == 0 && memcmp(edid, header, sizeof(header)) == 0;
}

bool edid_preferred_mode(const u8 edid[EDID_BYTES], u32 *width_px, u32 *height_px)
{
    const u8 *timing = edid + FIRST_TIMING;
    const u32 width = timing[2] | (u32)(timing[4] & 0xf0) << 4;
    const u32 height = timing[5] | (u32)(timing[7] & 0xf0) << 4;
    const bool is_timing = load_u16(timing) != 0; /* the pixel clock; 0 marks another kind of descriptor */
    if (!is_timing || width == 0 || height == 0)
        return false;
    *width_px = width;
    *height_px = height;
    return true;
}
