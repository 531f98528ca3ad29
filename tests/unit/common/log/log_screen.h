/* The log's screen on a fake one: what its tests say to it and see on it. */
#ifndef TESTS_UNIT_COMMON_LOG_LOG_SCREEN_H
#define TESTS_UNIT_COMMON_LOG_LOG_SCREEN_H
#include "tests/unit/common/log/fake_screen.h"

extern struct fake_screen screen;

void open_screen(u32 columns, u32 rows);
void close_screen(void);
void say(const char *words);
void assert_row(u32 row, const char *expected);

/* Of the glyph there, which must be one. */
u32 colour_at(u32 column, u32 row);

#endif
