/* The log's screen, read back glyph by glyph: lines, colours, wrapping, scrolling, odd screens. */
#include "common/log/screen.h"
#include "tests/unit/common/log/log_screen.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

TestSuite(screen, .fini = close_screen);

Test(screen, shows_lines_from_the_top)
{
    open_screen(20, 4);
    say("first\nsecond line\n");
    assert_row(0, "first");
    assert_row(1, "second line");
    assert_row(2, "");
}

Test(screen, keeps_a_margin_where_there_is_room)
{
    open_screen(64, 20);
    say("first\n");
    assert_row(0, "");
    assert_row(1, "  first");
    for (u32 i = 0; i < 16; i++)
        say("\n");
    say("a line that is as wide as what the margins leave of this one");
    assert_row(18, "  a line that is as wide as what the margins leave of this one");
    assert_row(19, "");
}

Test(screen, gives_small_screens_all_cells)
{
    open_screen(63, 20);
    say("first\n");
    assert_row(0, "first");
    fake_screen_free(&screen);
    open_screen(64, 19);
    say("first\n");
    assert_row(0, "first");
}

Test(screen, leaves_a_row_empty_below_a_title)
{
    open_screen(40, 6);
    say("Lintel 1 on a machine\nnext\n");
    assert_row(0, "Lintel 1 on a machine");
    assert_row(1, "");
    assert_row(2, "next");
    cr_assert_eq(colour_at(0, 0), 0x88b8ff);
}

Test(screen, indents_what_is_wrapped_of_an_indented_line)
{
    open_screen(16, 9);
    say("  map one two three\nplain one two three\n");
    assert_row(0, "  map one two");
    assert_row(1, "    three");
    assert_row(2, "plain one two");
    assert_row(3, "three");
    cr_assert_eq(colour_at(4, 1), 0x909090);
    say("  0123456789abcdefghijklmnop q\n");
    assert_row(4, "  0123456789abcd");
    assert_row(5, "    efghijklmnop");
    assert_row(6, "    q");
}

Test(screen, does_not_indent_by_so_much_that_no_text_is_left)
{
    open_screen(12, 4);
    say("   abcdefgh ij\n");
    assert_row(0, "   abcdefgh");
    assert_row(1, "ij");
}

/* A large screen that the CPU may not cache is slow to clear. */
Test(screen, is_not_cleared_when_nothing_was_drawn)
{
    open_screen(20, 4);
    screen.pixels[0] = 0x55;
    screen_clear();
    cr_assert_eq(screen.pixels[0], 0x55);
    say("a\n");
    screen_clear();
    cr_assert_eq(screen.pixels[0], 0);
    screen.pixels[0] = 0x55;
    screen_write_large("b");
    screen_clear();
    cr_assert_eq(screen.pixels[0], 0);
}

Test(screen, does_nothing_when_no_screen_is_open)
{
    fake_screen_make(&screen, 64, 64, 32, 0);
    screen_clear();
    screen_show_status("lost");
    screen_write_large("lost");
    screen_show_failure(error_of(ERR_A20_CLOSED, 0), (struct bytes) { NULL, 0 });
    cr_assert_eq(screen.pixels[0], 0xaa);
}

Test(screen, says_nothing_before_it_is_opened)
{
    fake_screen_make(&screen, 64, 64, 32, 0);
    say("lost\n");
    cr_assert_eq(screen.pixels[0], 0xaa);
}

Test(screen, stays_silent_on_a_framebuffer_it_cannot_draw_on)
{
    fake_screen_make(&screen, 64, 64, 32, 0);
    screen.framebuffer.bits_per_pixel = 8;
    screen_open(&screen.framebuffer, screen.pixels);
    say("lost\n");
    cr_assert_eq(screen.pixels[0], 0xaa);
}

Test(screen, keeps_its_text_when_the_same_framebuffer_is_opened_again)
{
    open_screen(20, 4);
    say("first\n");
    screen_open(&screen.framebuffer, screen.pixels);
    say("second\n");
    assert_row(0, "first");
    assert_row(1, "second");
}

Test(screen, starts_afresh_on_another_framebuffer)
{
    struct fake_screen old;
    open_screen(20, 4);
    say("first\n");
    old = screen;
    open_screen(30, 4);
    say("second\n");
    assert_row(0, "second");
    fake_screen_free(&old);
}

Test(screen, colours_lines_by_their_beginnings)
{
    open_screen(40, 6);
    say("plain error\nerror L301: bad\nhint: try\nwarning: odd\nerr\n");
    cr_assert_eq(colour_at(6, 0), 0xd0d0d0);
    cr_assert_eq(colour_at(14, 1), 0xff6060);
    cr_assert_eq(colour_at(6, 2), 0x50d8e8);
    cr_assert_eq(colour_at(9, 3), 0xf0d050);
    cr_assert_eq(colour_at(0, 4), 0xd0d0d0);
}

Test(screen, keeps_a_lines_colour_over_wraps_and_pieces)
{
    open_screen(12, 4);
    say("error: one");
    say(" two three");
    assert_row(0, "error: one");
    assert_row(1, "two three");
    cr_assert_eq(colour_at(0, 1), 0xff6060);
}

Test(screen, takes_a_line_as_wide_as_the_screen_and_wraps_a_longer_one)
{
    open_screen(10, 4);
    say("0123456789\nabcdefghijk\n");
    assert_row(0, "0123456789");
    assert_row(1, "abcdefghij");
    assert_row(2, "k");
}

Test(screen, wraps_at_spaces)
{
    open_screen(10, 5);
    say("one two three four\n");
    assert_row(0, "one two");
    assert_row(1, "three four");
    assert_row(2, "");
}

Test(screen, drops_the_space_that_a_row_ends_at)
{
    open_screen(7, 5);
    say("one two six\n");
    assert_row(0, "one two");
    assert_row(1, "six");
}

Test(screen, breaks_a_word_that_is_wider_than_the_screen)
{
    open_screen(5, 6);
    say("a 0123456789ab\n");
    assert_row(0, "a");
    assert_row(1, "01234");
    assert_row(2, "56789");
    assert_row(3, "ab");
}

Test(screen, shows_the_last_line_at_the_bottom_before_it_scrolls)
{
    open_screen(10, 4);
    say("a\nb\nc\nd\n");
    assert_row(0, "a");
    assert_row(3, "d");
}

Test(screen, scrolls_when_more_comes)
{
    open_screen(10, 4); /* by 4 / 4 + 1 rows */
    say("a\nerror b\nwarning c\nd d d\ne\n");
    assert_row(0, "warning c");
    assert_row(1, "d d d");
    assert_row(2, "e");
    assert_row(3, "");
    cr_assert_eq(colour_at(0, 0), 0xf0d050);
    cr_assert_eq(colour_at(0, 1), 0xd0d0d0);
}

Test(screen, scrolls_for_empty_lines_too)
{
    open_screen(10, 4);
    say("a\nb\nc\nd\n\n\n\n");
    assert_row(0, "");
    say("e\n");
    assert_row(0, "");
    assert_row(3, "e");
}

/* Against a model: the screen shows the last lines, whatever came before. */
Test(screen, shows_the_end_of_a_long_text)
{
    char words[64], expected[64];
    open_screen(30, 7);
    for (u32 i = 0; i < 200; i++) {
        snprintf(words, sizeof(words), "%sline %u%.*s\n", i % 3 == 0 ? "error " : "", i, (int)(i % 17), " x x x x x x x x x");
        say(words);
    }
    u32 row = 6;
    char line[1024] = "";
    while (fake_screen_row(&screen, row, line), line[0] == '\0')
        row--;
    for (u32 i = 199; row-- > 0; i--) {
        snprintf(expected, sizeof(expected), "%sline %u%.*s", (i - 1) % 3 == 0 ? "error " : "", i - 1, (int)((i - 1) % 17),
                 " x x x x x x x x x");
        while (expected[strlen(expected) - 1] == ' ')
            expected[strlen(expected) - 1] = '\0';
        assert_row(row, expected);
        cr_assert_eq(colour_at(0, row), (i - 1) % 3 == 0 ? 0xff6060 : 0xd0d0d0);
    }
}

Test(screen, works_on_a_screen_of_one_glyph)
{
    open_screen(1, 1);
    say("error a b\n\ncd");
    assert_row(0, "d");
}

Test(screen, works_on_one_row)
{
    open_screen(10, 1);
    say("one two three\nfour");
    assert_row(0, "four");
}

Test(screen, uses_the_left_160_columns_of_a_wide_screen)
{
    char words[200];
    memset(words, 'w', 161);
    words[161] = '\0';
    open_screen(199, 3);
    say(words);
    words[160] = '\0';
    assert_row(0, words);
    assert_row(1, "w");
}

Test(screen, uses_the_upper_part_of_a_tall_screen)
{
    open_screen(8, 200); /* 160 rows are used: it scrolls by 41 */
    for (u32 i = 0; i < 161; i++)
        say(i == 160 ? "last\n" : i == 41 ? "first\n" : "x\n");
    assert_row(0, "first");
    assert_row(119, "last");
    assert_row(160, "");
}

Test(screen, fills_a_huge_screen)
{
    fake_screen_make(&screen, 7680, 4320, 32, 64);
    screen_open(&screen.framebuffer, screen.pixels);
    for (u32 i = 0; i < 100; i++)
        say("a line\n");
    cr_assert_eq(fake_screen_character(&screen, 2, 40, NULL), 'a');
}

Test(screen, shows_one_block_for_a_character_beyond_ascii_and_nothing_for_a_carriage_return)
{
    open_screen(10, 2);
    say("\xc3\xa9\ta\r\n");
    assert_row(0, "\x7f a");
}
