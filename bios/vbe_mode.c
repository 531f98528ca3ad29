/* What a mode information block means; offsets are those of VBE 3.0, function 01h. */
#include "bios/vbe.h"

#define MODE_SUPPORTED (1u << 0)
#define MODE_GRAPHICS  (1u << 4)
#define MODE_LINEAR    (1u << 7)
#define MEMORY_DIRECT  6

#define AT_ATTRIBUTES     0
#define AT_PITCH_BANKED   16
#define AT_WIDTH          18
#define AT_HEIGHT         20
#define AT_BITS_PER_PIXEL 25
#define AT_MEMORY_MODEL   27
#define AT_MASKS_BANKED   31 /* red size, red position, green, blue */
#define AT_FRAMEBUFFER    40
#define AT_PITCH_LINEAR   50 /* from VBE 3.0 on */
#define AT_MASKS_LINEAR   54

/* A BIOS of version 3 that left the linear fields empty means the banked ones. */
static u32 pitch_of(const u8 *info, u16 version)
{
    const u32 linear = version >= VBE_VERSION_3 ? load_u16(info + AT_PITCH_LINEAR) : 0;
    return linear != 0 ? linear : load_u16(info + AT_PITCH_BANKED);
}

static const u8 *masks_of(const u8 *info, u16 version)
{
    const bool has_linear = version >= VBE_VERSION_3 && info[AT_MASKS_LINEAR] != 0;
    return info + (has_linear ? AT_MASKS_LINEAR : AT_MASKS_BANKED);
}

static bool is_linear_colour(const u8 *info)
{
    const u16 wanted = MODE_SUPPORTED | MODE_GRAPHICS | MODE_LINEAR;
    const u8 bits = info[AT_BITS_PER_PIXEL];
    return (load_u16(info + AT_ATTRIBUTES) & wanted) == wanted && info[AT_MEMORY_MODEL] == MEMORY_DIRECT &&
           (bits == 24 || bits == 32) && load_u32(info + AT_FRAMEBUFFER) != 0;
}

/* Old BIOSes leave them empty, or say what does not fit into a pixel; then 8 bits each, blue lowest, is what the hardware does.
 */
static const u8 *plausible_masks(const u8 *masks, u8 bits_per_pixel)
{
    static const u8 usual[6] = { 8, 16, 8, 8, 8, 0 };
    for (size_t i = 0; i < sizeof(usual); i += 2)
        if (masks[i] == 0 || masks[i] > 8 || masks[i] + masks[i + 1] > bits_per_pixel)
            return usual;
    return masks;
}

bool vbe_parse_mode(const u8 info[VBE_MODE_INFO_BYTES], u16 version, struct boot_framebuffer *framebuffer)
{
    if (!is_linear_colour(info))
        return false;
    const u8 *masks = plausible_masks(masks_of(info, version), info[AT_BITS_PER_PIXEL]);
    const u32 pitch_bytes = pitch_of(info, version);
    const u32 width_px = load_u16(info + AT_WIDTH);
    const u32 height_px = load_u16(info + AT_HEIGHT);
    if (width_px == 0 || height_px == 0 || pitch_bytes < width_px * (info[AT_BITS_PER_PIXEL] / 8u))
        return false;
    *framebuffer = (struct boot_framebuffer) { .start_phys = load_u32(info + AT_FRAMEBUFFER),
                                               .bytes = (u64)pitch_bytes * height_px,
                                               .width_px = width_px,
                                               .height_px = height_px,
                                               .pitch_bytes = pitch_bytes,
                                               .bits_per_pixel = info[AT_BITS_PER_PIXEL],
                                               .red_bits = masks[0],
                                               .red_shift = masks[1],
                                               .green_bits = masks[2],
                                               .green_shift = masks[3],
                                               .blue_bits = masks[4],
                                               .blue_shift = masks[5] };
    return true;
}
