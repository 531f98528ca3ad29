/* The log's screen, read back glyph by glyph: the status line, large letters, rows that are kept. */
#include "common/log/screen.h"
#include "tests/unit/common/log/log_screen.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

TestSuite(screen_page, .fini = close_screen);

Test(screen_page, shows_a_status_that_the_next_one_replaces)
{
    open_screen(20, 4);
    say("said\n");
    screen_show_status("loading 1 of 100");
    assert_row(1, "loading 1 of 100");
    screen_show_status("loading 99");
    assert_row(0, "said");
    assert_row(1, "loading 99");
    assert_row(2, "");
}

Test(screen_page, writes_over_a_status_as_if_there_had_been_none)
{
    open_screen(20, 4);
    screen_show_status("lo\x7f\x7f\x7f\x7f.. 1 of 2");
    assert_row(0, "lo\x7f\x7f\x7f\x7f.. 1 of 2");
    say("lo");
    say("st\nnext\n");
    assert_row(0, "lost");
    cr_assert_eq(colour_at(0, 0), 0xd0d0d0);
    assert_row(1, "next");
}

Test(screen_page, cuts_a_status_and_shows_none_within_a_line)
{
    open_screen(10, 2);
    screen_show_status("0123456789ab");
    assert_row(0, "0123456789");
    assert_row(1, "");
    say("in a line");
    screen_show_status("x");
    assert_row(0, "in a line");
}

Test(screen_page, scrolls_for_a_status_too)
{
    open_screen(10, 2);
    say("a\nb\n");
    screen_show_status("c");
    assert_row(0, "b");
    assert_row(1, "c");
    say("d\n");
    assert_row(0, "b");
    assert_row(1, "d");
}

static void assert_large(u32 column, u32 row, const char *expected)
{
    char line[1024];
    const struct fake_screen large = fake_screen_enlarged(&screen, column, row);
    fake_screen_row(&large, 0, line);
    cr_assert_str_eq(line, expected);
}

Test(screen_page, writes_large_and_keeps_it)
{
    u32 pixel;
    open_screen(20, 7);
    say("first\n");
    screen_write_large("error L3");
    assert_row(0, "first");
    assert_large(0, 1, "error L3");
    const struct fake_screen large = fake_screen_enlarged(&screen, 0, 1);
    fake_screen_character(&large, 0, 0, &pixel);
    cr_assert_eq(pixel, 0xff6060);
    cr_assert_eq(screen_rows_left(), 4);
    for (u32 i = 0; i < 9; i++)
        say(i == 8 ? "last\n" : "line\n");
    assert_row(0, "first");
    assert_large(0, 1, "error L3");
    assert_row(3, "line");
    assert_row(5, "last");
}

Test(screen_page, writes_small_what_has_no_room_for_large_letters)
{
    open_screen(15, 3);
    screen_write_large("error L3");
    assert_row(0, "error L3");
    fake_screen_free(&screen);
    open_screen(16, 2);
    screen_write_large("error L3");
    assert_row(0, "error L3");
    say("next");
    assert_row(1, "next");
}

Test(screen_page, is_silent_when_all_rows_are_kept)
{
    open_screen(10, 2);
    say("a\nb\n");
    screen_keep();
    cr_assert_eq(screen_rows_left(), 0);
    say("c\n");
    screen_show_status("d");
    screen_write_large("e");
    assert_row(0, "a");
    assert_row(1, "b");
}

Test(screen_page, has_all_rows_again_when_it_is_cleared)
{
    open_screen(20, 4);
    say("a\nb\n");
    screen_keep();
    say("c\nd\n");
    screen_keep();
    screen_clear();
    cr_assert_eq(screen_rows_left(), 4);
    say("anew\n");
    assert_row(0, "anew");
    for (u32 row = 1; row < 4; row++)
        assert_row(row, "");
}
