/* Text on a linear framebuffer: 8 by 16 pixels a glyph, scaled up on large screens. */
#ifndef COMMON_LOG_SCREEN_H
#define COMMON_LOG_SCREEN_H
#include "common/base/bytes.h"
#include "common/base/error.h"
#include "common/base/types.h"
#include "include/lintel/info.h"

/* Clears the screen and puts the cursor at its top; the framebuffer that is open already stays as it is. `pixels` is where the
 * framebuffer can be written; must stay so. Takes 15, 16, 24 and 32 bits a pixel; a framebuffer with width 0, another depth or
 * impossible numbers makes all of these silent. */
void screen_open(const struct boot_framebuffer *framebuffer, void *pixels);

/* A black screen, of which no row is kept. */
void screen_clear(void);

/* Lines beginning with "error" are drawn in red, "warning" in yellow, "hint" in cyan, "Lintel" in blue with an empty row below,
 * two spaces in a darker grey. Long lines wrap, at a space if there is one; at the bottom the text scrolls by redrawing (a
 * framebuffer is slow to read: it is never read). */
void screen_write(const char *data, size_t len);

/* One line below all others, between whole lines: the next status takes its place, or whatever is written. */
void screen_show_status(const char *words);

/* A line in letters twice as large, between whole lines, in the colour that screen_write has for it. It is kept. */
void screen_write_large(const char *words);

/* What was written stays where it is; what comes has the rows below it to scroll in. */
void screen_keep(void);

u32 screen_rows_left(void);

/* A page of its own: number, sentence, hint, where to read more, and the end of what was `said` before, whose first line tells
 * who speaks. */
void screen_show_failure(struct error error, struct bytes said);

#endif
