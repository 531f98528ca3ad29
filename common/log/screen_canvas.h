/* Glyphs on a linear framebuffer of any depth: the drawing alone, without a cursor or a memory of what was drawn. */
#ifndef COMMON_LOG_SCREEN_CANVAS_H
#define COMMON_LOG_SCREEN_CANVAS_H
#include "common/base/types.h"
#include "include/lintel/info.h"

#define CANVAS_SCALE_MAX 4

/* A framebuffer seen as a grid of cells, each a glyph of 8 by 16 pixels, scaled up as far as 80 columns and 25 rows remain. */
struct canvas {
    u8 *pixels;
    u32 width_px, height_px, pitch_bytes;
    u32 pixel_bytes; /* 2, 3 or 4 */
    u32 scale;       /* 1 for 640 by 480, 2 for 1920 by 1080, 4 for 3840 by 2160 */
    u32 columns, rows;
};

/* A colour made ready for one canvas, on black: what each combination of four neighbouring pixels looks like. Four pixels are as
 * many 32-bit words as a pixel has bytes, whatever the depth, times the scale. */
struct brush {
    u32 nibbles[16][4 * CANVAS_SCALE_MAX];
};

/* False if nothing can be drawn: no framebuffer, another depth than 15, 16, 24 or 32 bits, impossible numbers, no room for a
 * glyph. Lines that `framebuffer->bytes` does not reach are left out. */
bool canvas_open(const struct boot_framebuffer *framebuffer, void *pixels, struct canvas *canvas);

/* To black. */
void canvas_clear(const struct canvas *canvas);

/* `rgb` is 0xrrggbb. */
void brush_mix(const struct canvas *canvas, const struct boot_framebuffer *framebuffer, u32 rgb, struct brush *brush);

/* Draws `wanted` over `shown`, which the cell shows in whatever colour: rows that are black in both are not written. If what it
 * shows is not known, say CANVAS_BLOCK, which has no such row. What is no printable ASCII character is drawn as this block. */
#define CANVAS_BLOCK 0x7fu
void canvas_draw(const struct canvas *canvas, const struct brush *brush, u32 column, u32 row, u8 shown, u8 wanted);

/* The same twice as large, over two columns and two rows, whatever they show. */
void canvas_draw_large(const struct canvas *canvas, const struct brush *brush, u32 column, u32 row, u8 wanted);

#endif
