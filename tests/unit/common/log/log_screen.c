/* One screen for the tests of the log's screen, whose state is global as well. */
#include "tests/unit/common/log/log_screen.h"
#include "common/log/screen.h"
#include <criterion/criterion.h>
#include <string.h>

struct fake_screen screen;

void open_screen(u32 columns, u32 rows)
{
    fake_screen_make(&screen, columns * 8, rows * 16, 32, 0);
    screen_open(&screen.framebuffer, screen.pixels);
}

void close_screen(void)
{
    fake_screen_free(&screen);
}

void say(const char *words)
{
    screen_write(words, strlen(words));
}

void assert_row(u32 row, const char *expected)
{
    char line[1024];
    fake_screen_row(&screen, row, line);
    cr_assert_str_eq(line, expected);
}

u32 colour_at(u32 column, u32 row)
{
    u32 pixel;
    cr_assert_neq(fake_screen_character(&screen, column, row, &pixel), 0);
    return pixel;
}
