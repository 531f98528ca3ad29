/* A framebuffer in memory, and eyes that read glyphs off it. */
#ifndef TESTS_UNIT_COMMON_LOG_FAKE_SCREEN_H
#define TESTS_UNIT_COMMON_LOG_FAKE_SCREEN_H
#include "common/base/types.h"
#include "include/lintel/info.h"

struct fake_screen {
    struct boot_framebuffer framebuffer;
    u8 *pixels; /* of exactly the size that is announced: the sanitizer sees a byte more */
    u32 scale;
};

/* Every byte starts as 0xaa. `padding_bytes` is what the pitch has more than the pixels need. */
void fake_screen_make(struct fake_screen *screen, u32 width_px, u32 height_px, u32 depth, u32 padding_bytes);
void fake_screen_free(struct fake_screen *screen);

u32 fake_screen_pixel(const struct fake_screen *screen, u32 x, u32 y);

/* The character whose glyph a cell shows in one colour on black; 0 if it shows anything else. The colour if wanted. */
u8 fake_screen_character(const struct fake_screen *screen, u32 column, u32 row, u32 *pixel);

/* A row of cells as text, without spaces at its end. */
void fake_screen_row(const struct fake_screen *screen, u32 row, char *line);

/* What lies right of and below a cell, read as letters twice as large. */
struct fake_screen fake_screen_enlarged(const struct fake_screen *screen, u32 column, u32 row);

#endif
