/* Text on a linear framebuffer: 8 by 16 pixels a glyph, scaled up on large screens. */
#ifndef COMMON_LOG_SCREEN_H
#define COMMON_LOG_SCREEN_H
#include "common/base/types.h"
#include "include/lintel/info.h"

/* Clears the screen and puts the cursor at its top; the framebuffer that is open already stays as it is. `pixels` is where the
 * framebuffer can be written; must stay so. Takes 15, 16, 24 and 32 bits a pixel; a framebuffer with width 0, another depth or
 * impossible numbers makes screen_write silent. */
void screen_open(const struct boot_framebuffer *framebuffer, void *pixels);

/* Lines beginning with "error" are drawn in red, "warning" in yellow, "hint" in cyan. Long lines wrap, at a space if there is
 * one; at the bottom the text scrolls by redrawing (a framebuffer is slow to read: it is never read). */
void screen_write(const char *data, size_t len);

#endif
