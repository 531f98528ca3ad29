/* A framebuffer in memory, and eyes that read glyphs off it. */
#include "tests/unit/common/log/fake_screen.h"
#include "include/lintel/font.h"
#include <stdlib.h>
#include <string.h>

static void set_format(struct boot_framebuffer *framebuffer, u32 depth)
{
    static const struct {
        u8 depth, red_shift, red_bits, green_shift, green_bits, blue_shift, blue_bits;
    } formats[] = { { 15, 10, 5, 5, 5, 0, 5 }, { 16, 11, 5, 5, 6, 0, 5 }, { 24, 16, 8, 8, 8, 0, 8 }, { 32, 16, 8, 8, 8, 0, 8 } };
    for (u32 i = 0; i < COUNT_OF(formats); i++)
        if (formats[i].depth == depth) {
            framebuffer->red_shift = formats[i].red_shift;
            framebuffer->red_bits = formats[i].red_bits;
            framebuffer->green_shift = formats[i].green_shift;
            framebuffer->green_bits = formats[i].green_bits;
            framebuffer->blue_shift = formats[i].blue_shift;
            framebuffer->blue_bits = formats[i].blue_bits;
        }
}

/* As large as 80 columns and 25 rows allow, at most 4. */
static u32 expected_scale(u32 width_px, u32 height_px)
{
    u32 scale = 4;
    while (scale > 1 && (width_px < 640 * scale || height_px < 400 * scale))
        scale--;
    return scale;
}

void fake_screen_make(struct fake_screen *screen, u32 width_px, u32 height_px, u32 depth, u32 padding_bytes)
{
    u32 pitch_bytes = width_px * ((depth + 7) / 8) + padding_bytes;
    *screen = (struct fake_screen) {
        .framebuffer = { .bytes = (u64)pitch_bytes * height_px,
                         .width_px = width_px,
                         .height_px = height_px,
                         .pitch_bytes = pitch_bytes,
                         .bits_per_pixel = depth },
        .scale = expected_scale(width_px, height_px),
    };
    set_format(&screen->framebuffer, depth);
    screen->pixels = malloc(screen->framebuffer.bytes);
    memset(screen->pixels, 0xaa, screen->framebuffer.bytes);
}

void fake_screen_free(struct fake_screen *screen)
{
    free(screen->pixels);
}

u32 fake_screen_pixel(const struct fake_screen *screen, u32 x, u32 y)
{
    u32 pixel = 0, pixel_bytes = (screen->framebuffer.bits_per_pixel + 7) / 8;
    memcpy(&pixel, screen->pixels + (u64)y * screen->framebuffer.pitch_bytes + x * pixel_bytes, pixel_bytes);
    return pixel;
}

/* (x, y) in scaled pixels from the cell's corner. */
static u32 cell_pixel(const struct fake_screen *screen, u32 column, u32 row, u32 x, u32 y)
{
    return fake_screen_pixel(screen, column * 8 * screen->scale + x, row * 16 * screen->scale + y);
}

static u32 ink_of(const struct fake_screen *screen, u32 column, u32 row)
{
    for (u32 y = 0; y < 16 * screen->scale; y++)
        for (u32 x = 0; x < 8 * screen->scale; x++)
            if (cell_pixel(screen, column, row, x, y) != 0)
                return cell_pixel(screen, column, row, x, y);
    return 0;
}

static bool shows(const struct fake_screen *screen, u32 column, u32 row, u32 ink, u32 glyph)
{
    for (u32 y = 0; y < 16 * screen->scale; y++)
        for (u32 x = 0; x < 8 * screen->scale; x++) {
            bool lit = lintel_font_8x16[glyph][y / screen->scale] >> (7 - x / screen->scale) & 1;
            if (cell_pixel(screen, column, row, x, y) != (lit ? ink : 0))
                return false;
        }
    return true;
}

u8 fake_screen_character(const struct fake_screen *screen, u32 column, u32 row, u32 *pixel)
{
    u32 ink = ink_of(screen, column, row);
    if (pixel != NULL)
        *pixel = ink;
    for (u32 glyph = 0; glyph < 96; glyph++)
        if (shows(screen, column, row, ink, glyph))
            return (u8)(glyph + 0x20);
    return 0;
}

void fake_screen_row(const struct fake_screen *screen, u32 row, char *line)
{
    u32 columns = screen->framebuffer.width_px / (8 * screen->scale);
    for (u32 column = 0; column < columns; column++)
        line[column] = (char)fake_screen_character(screen, column, row, NULL);
    while (columns > 0 && line[columns - 1] == ' ')
        columns--;
    line[columns] = '\0';
}

struct fake_screen fake_screen_enlarged(const struct fake_screen *screen, u32 column, u32 row)
{
    struct fake_screen part = *screen;
    const u32 cell_bytes = 8 * screen->scale * ((screen->framebuffer.bits_per_pixel + 7) / 8);
    part.pixels += (u64)row * 16 * screen->scale * screen->framebuffer.pitch_bytes + (u64)column * cell_bytes;
    part.framebuffer.width_px -= column * 8 * screen->scale;
    part.scale *= 2;
    return part;
}
