/* Drawing glyphs with the widest stores that fit: a framebuffer may be slow to write and is worse to read, so it is never read.
 */
#include "common/log/screen_canvas.h"
#include "common/base/string.h"
#include "include/lintel/font.h"

#define GLYPH_WIDTH_PX  8u
#define GLYPH_HEIGHT_PX 16u
#define GLYPH_FIRST     0x20u

/* A framebuffer may begin anywhere and its pitch be odd. */
typedef u32 __attribute__((aligned(1), may_alias)) pixel_word;
typedef u64 __attribute__((aligned(1), may_alias)) pixel_pair;

/* As large as leaves room for a page of text: who reads it may stand at some distance, or hold a photograph of it. */
static u32 scale_of(const struct boot_framebuffer *framebuffer)
{
    const u64 page_width_px = 80ull * GLYPH_WIDTH_PX, page_height_px = 25ull * GLYPH_HEIGHT_PX;
    const u64 fitting = min_u64(framebuffer->width_px / page_width_px, framebuffer->height_px / page_height_px);
    return (u32)min_u64(max_u64(fitting, 1), CANVAS_SCALE_MAX);
}

static bool is_component(u32 shift, u32 bits, u32 pixel_bytes)
{
    return bits <= 16 && shift + bits <= 8 * pixel_bytes;
}

static bool format_is_good(const struct boot_framebuffer *framebuffer, u32 pixel_bytes)
{
    u32 depth = framebuffer->bits_per_pixel;
    return (depth == 15 || depth == 16 || depth == 24 || depth == 32) &&
           framebuffer->pitch_bytes >= (u64)framebuffer->width_px * pixel_bytes &&
           is_component(framebuffer->red_shift, framebuffer->red_bits, pixel_bytes) &&
           is_component(framebuffer->green_shift, framebuffer->green_bits, pixel_bytes) &&
           is_component(framebuffer->blue_shift, framebuffer->blue_bits, pixel_bytes);
}

bool canvas_open(const struct boot_framebuffer *framebuffer, void *pixels, struct canvas *canvas)
{
    u32 pixel_bytes = (framebuffer->bits_per_pixel + 7) / 8;
    *canvas = (struct canvas) { 0 };
    if (framebuffer->width_px == 0 || !format_is_good(framebuffer, pixel_bytes))
        return false;
    u32 scale = scale_of(framebuffer);
    u32 height_px = (u32)min_u64(framebuffer->height_px, framebuffer->bytes / framebuffer->pitch_bytes);
    *canvas = (struct canvas) {
        .pixels = pixels,
        .width_px = framebuffer->width_px,
        .height_px = height_px,
        .pitch_bytes = framebuffer->pitch_bytes,
        .pixel_bytes = pixel_bytes,
        .scale = scale,
        .columns = framebuffer->width_px / (GLYPH_WIDTH_PX * scale),
        .rows = height_px / (GLYPH_HEIGHT_PX * scale),
    };
    return canvas->columns > 0 && canvas->rows > 0;
}

/* Black is zero in every format. What lies between the lines' pixels is not ours. */
void canvas_clear(const struct canvas *canvas)
{
    for (u32 y = 0; y < canvas->height_px; y++)
        memset(canvas->pixels + (u64)y * canvas->pitch_bytes, 0, (size_t)canvas->width_px * canvas->pixel_bytes);
}

/* One of the eight-bit components in place. */
static u32 component(u32 value, u32 shift, u32 bits)
{
    return (bits <= 8 ? value >> (8 - bits) : value << (bits - 8)) << shift;
}

static u32 pixel_of(const struct boot_framebuffer *framebuffer, u32 rgb)
{
    return component(rgb >> 16 & 0xff, framebuffer->red_shift, framebuffer->red_bits) |
           component(rgb >> 8 & 0xff, framebuffer->green_shift, framebuffer->green_bits) |
           component(rgb & 0xff, framebuffer->blue_shift, framebuffer->blue_bits);
}

/* `words` as the bytes of four scaled pixels, lit where `nibble` has bits, the highest first. */
static void paint_nibble(const struct canvas *canvas, u32 nibble, u32 pixel, u32 *words)
{
    u8 bytes[4 * 4 * CANVAS_SCALE_MAX] = { 0 };
    u32 pixel_count = 4 * canvas->scale;
    for (u32 i = 0; i < pixel_count; i++)
        if (nibble >> (3 - i / canvas->scale) & 1)
            memcpy(bytes + (size_t)i * canvas->pixel_bytes, &pixel, canvas->pixel_bytes);
    memcpy(words, bytes, sizeof(bytes));
}

void brush_mix(const struct canvas *canvas, const struct boot_framebuffer *framebuffer, u32 rgb, struct brush *brush)
{
    for (u32 nibble = 0; nibble < COUNT_OF(brush->nibbles); nibble++)
        paint_nibble(canvas, nibble, pixel_of(framebuffer, rgb), brush->nibbles[nibble]);
}

/* The stores are volatile lest the compiler makes a memcpy of them, which may write byte by byte. */
static void put_words(u8 *at, const u32 *words, u32 count)
{
    for (; count >= 2; count -= 2, at += sizeof(u64), words += 2)
        *(volatile pixel_pair *)at = *(const pixel_pair *)words;
    if (count == 1)
        *(volatile pixel_word *)at = *words;
}

static const unsigned char *glyph_of(u8 character)
{
    bool is_printable = character >= GLYPH_FIRST && character < CANVAS_BLOCK;
    return lintel_font_8x16[(is_printable ? character : CANVAS_BLOCK) - GLYPH_FIRST];
}

/* One row of a glyph, as many lines high as the scale says. */
static void draw_row(const struct canvas *canvas, const struct brush *brush, u8 *line, u32 bits)
{
    const u32 half_words = canvas->pixel_bytes * canvas->scale;
    for (u32 repeat = 0; repeat < canvas->scale; repeat++, line += canvas->pitch_bytes) {
        put_words(line, brush->nibbles[bits >> 4], half_words);
        put_words(line + half_words * sizeof(u32), brush->nibbles[bits & 15], half_words);
    }
}

/* Of a glyph's row on the screen, and of a cell's width. */
static u64 row_bytes_of(const struct canvas *canvas)
{
    return (u64)canvas->scale * canvas->pitch_bytes;
}

static u64 cell_bytes_of(const struct canvas *canvas)
{
    return (u64)GLYPH_WIDTH_PX * canvas->scale * canvas->pixel_bytes;
}

static u8 *cell_at(const struct canvas *canvas, u32 column, u32 row)
{
    return canvas->pixels + row_bytes_of(canvas) * GLYPH_HEIGHT_PX * row + cell_bytes_of(canvas) * column;
}

void canvas_draw(const struct canvas *canvas, const struct brush *brush, u32 column, u32 row, u8 shown, u8 wanted)
{
    const unsigned char *old_glyph = glyph_of(shown), *glyph = glyph_of(wanted);
    const u64 row_bytes = row_bytes_of(canvas);
    u8 *line = cell_at(canvas, column, row);
    for (u32 y = 0; y < GLYPH_HEIGHT_PX; y++, line += row_bytes)
        if ((old_glyph[y] | glyph[y]) != 0)
            draw_row(canvas, brush, line, glyph[y]);
}

/* Each of four bits twice. */
static u32 doubled(u32 nibble)
{
    const u32 pairs = (nibble | nibble << 2) & 0x33;
    return ((pairs | pairs << 1) & 0x55) * 3;
}

void canvas_draw_large(const struct canvas *canvas, const struct brush *brush, u32 column, u32 row, u8 wanted)
{
    const unsigned char *glyph = glyph_of(wanted);
    u8 *line = cell_at(canvas, column, row);
    for (u32 y = 0; y < 2 * GLYPH_HEIGHT_PX; y++, line += row_bytes_of(canvas)) {
        draw_row(canvas, brush, line, doubled(glyph[y / 2] >> 4));
        draw_row(canvas, brush, line + cell_bytes_of(canvas), doubled(glyph[y / 2] & 15));
    }
}
