/* Glyphs in every depth and scale, compared pixel by pixel; nothing beside them is touched. */
#include "common/log/screen_canvas.h"
#include "include/lintel/font.h"
#include "tests/unit/common/log/fake_screen.h"
#include <criterion/criterion.h>
#include <string.h>

static struct fake_screen screen;
static struct canvas canvas;
static struct brush brush;

static void open_screen(u32 width_px, u32 height_px, u32 depth, u32 padding_bytes)
{
    fake_screen_make(&screen, width_px, height_px, depth, padding_bytes);
    cr_assert(canvas_open(&screen.framebuffer, screen.pixels, &canvas));
    brush_mix(&canvas, &screen.framebuffer, 0xff8040, &brush);
}

static u64 untouched_bytes(void)
{
    u64 count = 0;
    for (u64 i = 0; i < screen.framebuffer.bytes; i++)
        count += screen.pixels[i] == 0xaa;
    return count;
}

/* All glyphs in all cells of a small grid, one after the other. */
static void draw_all(u32 width_px, u32 height_px, u32 depth, u32 padding_bytes, u32 expected_pixel)
{
    open_screen(width_px, height_px, depth, padding_bytes);
    for (u32 character = 0x20; character < 0x80; character++) {
        u32 column = character % canvas.columns, row = character % canvas.rows, pixel;
        canvas_draw(&canvas, &brush, column, row, CANVAS_BLOCK, (u8)character);
        cr_assert_eq(fake_screen_character(&screen, column, row, &pixel), character);
        cr_assert(character == ' ' || pixel == expected_pixel);
    }
    fake_screen_free(&screen);
}

Test(screen_canvas, draws_every_glyph_in_every_depth_and_scale)
{
    for (u32 scale = 1; scale <= CANVAS_SCALE_MAX; scale++) {
        draw_all(640 * scale, 400 * scale, 15, 0, 0x1f << 10 | 0x10 << 5 | 0x08);
        draw_all(640 * scale, 400 * scale, 16, 0, 0x1f << 11 | 0x20 << 5 | 0x08);
        draw_all(640 * scale, 400 * scale, 24, 0, 0xff8040);
        draw_all(640 * scale, 400 * scale, 32, 0, 0xff8040);
    }
}

Test(screen_canvas, draws_with_a_pitch_that_leaves_pixels_unaligned)
{
    draw_all(100, 100, 24, 1, 0xff8040);
    draw_all(1281, 801, 32, 7, 0xff8040);
}

Test(screen_canvas, draws_other_component_orders_and_more_than_eight_bits)
{
    fake_screen_make(&screen, 64, 32, 32, 0);
    screen.framebuffer.red_shift = 0;
    screen.framebuffer.red_bits = screen.framebuffer.green_bits = screen.framebuffer.blue_bits = 10;
    screen.framebuffer.green_shift = 10;
    screen.framebuffer.blue_shift = 20;
    cr_assert(canvas_open(&screen.framebuffer, screen.pixels, &canvas));
    brush_mix(&canvas, &screen.framebuffer, 0xff8040, &brush);
    canvas_draw(&canvas, &brush, 7, 1, CANVAS_BLOCK, 'x');
    u32 pixel;
    cr_assert_eq(fake_screen_character(&screen, 7, 1, &pixel), 'x');
    cr_assert_eq(pixel, 0x3fcu | 0x200u << 10 | 0x100u << 20);
    fake_screen_free(&screen);
}

static void draw_large(u32 width_px, u32 height_px, u32 depth)
{
    open_screen(width_px, height_px, depth, 3);
    for (u32 character = 0x20; character < 0x80; character++) {
        const u32 column = character % (canvas.columns - 1), row = character % (canvas.rows - 1);
        canvas_draw_large(&canvas, &brush, column, row, (u8)character);
        const struct fake_screen large = fake_screen_enlarged(&screen, column, row);
        cr_assert_eq(fake_screen_character(&large, 0, 0, NULL), character);
    }
    fake_screen_free(&screen);
}

Test(screen_canvas, draws_every_glyph_twice_as_large)
{
    draw_large(100, 100, 24);
    draw_large(1920, 1080, 32);
}

Test(screen_canvas, touches_nothing_but_four_cells_for_a_large_glyph)
{
    open_screen(100, 50, 24, 5);
    canvas_draw_large(&canvas, &brush, 3, 1, 'x');
    cr_assert_eq(untouched_bytes(), screen.framebuffer.bytes - 16 * 32 * 3);
    fake_screen_free(&screen);
}

Test(screen_canvas, touches_nothing_but_the_cell)
{
    open_screen(100, 50, 24, 5);
    canvas_draw(&canvas, &brush, 3, 1, CANVAS_BLOCK, 0x7f);
    cr_assert_eq(untouched_bytes(), screen.framebuffer.bytes - 8 * 16 * 3);
    fake_screen_free(&screen);
}

Test(screen_canvas, leaves_rows_alone_that_are_black_in_both_glyphs)
{
    open_screen(100, 50, 32, 0);
    canvas_draw(&canvas, &brush, 0, 0, '-', '.'); /* row 7 goes, rows 10 and 11 come */
    cr_assert_eq(untouched_bytes(), screen.framebuffer.bytes - 3 * 8 * 4);
    cr_assert_eq(fake_screen_pixel(&screen, 1, 7), 0);
    cr_assert_eq(fake_screen_pixel(&screen, 3, 10), 0xff8040);
    fake_screen_free(&screen);
}

Test(screen_canvas, clears_all_pixels_but_not_what_lies_between_lines)
{
    open_screen(101, 50, 24, 5);
    canvas_clear(&canvas);
    cr_assert_eq(untouched_bytes(), 50 * 5);
    fake_screen_free(&screen);
}

Test(screen_canvas, shows_a_block_for_what_is_not_printable)
{
    open_screen(64, 32, 32, 0);
    canvas_draw(&canvas, &brush, 0, 0, CANVAS_BLOCK, 0x1f);
    canvas_draw(&canvas, &brush, 1, 0, CANVAS_BLOCK, 0x80);
    canvas_draw(&canvas, &brush, 2, 0, CANVAS_BLOCK, 0xff);
    for (u32 column = 0; column < 3; column++)
        cr_assert_eq(fake_screen_character(&screen, column, 0, NULL), 0x7f);
    fake_screen_free(&screen);
}

static bool opens(u32 width_px, u32 height_px)
{
    fake_screen_make(&screen, width_px, height_px, 32, 0);
    bool opened = canvas_open(&screen.framebuffer, screen.pixels, &canvas);
    fake_screen_free(&screen);
    return opened;
}

Test(screen_canvas, takes_a_screen_of_one_glyph_and_refuses_a_pixel_less)
{
    cr_assert(opens(8, 16));
    cr_assert_eq(canvas.columns, 1);
    cr_assert_eq(canvas.rows, 1);
    cr_assert_not(opens(7, 16));
    cr_assert_not(opens(8, 15));
}

static void assert_grid(u32 width_px, u32 height_px, u32 scale, u32 columns, u32 rows)
{
    cr_assert(opens(width_px, height_px));
    cr_assert_eq(canvas.scale, scale, "%u by %u has scale %u", width_px, height_px, canvas.scale);
    cr_assert_eq(canvas.columns, columns);
    cr_assert_eq(canvas.rows, rows);
}

Test(screen_canvas, scales_as_far_as_80_columns_and_25_rows_remain)
{
    assert_grid(1280, 800, 2, 80, 25);
    assert_grid(1279, 800, 1, 159, 50);
    assert_grid(1280, 799, 1, 160, 49);
    assert_grid(1920, 1200, 3, 80, 25);
    assert_grid(2560, 1600, 4, 80, 25);
    assert_grid(3200, 2000, 4, 100, 31);
}

Test(screen_canvas, scales_the_displays_that_there_are)
{
    assert_grid(640, 480, 1, 80, 30);
    assert_grid(1024, 768, 1, 128, 48);
    assert_grid(1280, 720, 1, 160, 45);
    assert_grid(1920, 1080, 2, 120, 33);
    assert_grid(1080, 1920, 1, 135, 120);
    assert_grid(2560, 1440, 3, 106, 30);
    assert_grid(3840, 2160, 4, 120, 33);
}

static bool opens_spoiled(void (*spoil)(struct boot_framebuffer *framebuffer))
{
    fake_screen_make(&screen, 64, 64, 32, 0);
    spoil(&screen.framebuffer);
    bool opened = canvas_open(&screen.framebuffer, screen.pixels, &canvas);
    fake_screen_free(&screen);
    return opened;
}

static void no_width(struct boot_framebuffer *framebuffer)
{
    framebuffer->width_px = 0;
}
static void eight_bits(struct boot_framebuffer *framebuffer)
{
    framebuffer->bits_per_pixel = 8;
}
static void short_pitch(struct boot_framebuffer *framebuffer)
{
    framebuffer->pitch_bytes--;
}
static void component_past_the_pixel(struct boot_framebuffer *framebuffer)
{
    framebuffer->red_shift = 25;
}
static void wide_component(struct boot_framebuffer *framebuffer)
{
    framebuffer->red_shift = 0;
    framebuffer->red_bits = 17;
}
static void no_bytes(struct boot_framebuffer *framebuffer)
{
    framebuffer->bytes = 0;
}

Test(screen_canvas, refuses_impossible_framebuffers)
{
    cr_assert_not(opens_spoiled(no_width));
    cr_assert_not(opens_spoiled(eight_bits));
    cr_assert_not(opens_spoiled(short_pitch));
    cr_assert_not(opens_spoiled(component_past_the_pixel));
    cr_assert_not(opens_spoiled(wide_component));
    cr_assert_not(opens_spoiled(no_bytes));
}

static void half_the_bytes(struct boot_framebuffer *framebuffer)
{
    framebuffer->bytes = framebuffer->bytes / 2 + framebuffer->pitch_bytes - 1;
}

Test(screen_canvas, draws_only_on_lines_that_the_framebuffer_has_bytes_for)
{
    cr_assert(opens_spoiled(half_the_bytes));
    cr_assert_eq(canvas.height_px, 32);
    cr_assert_eq(canvas.rows, 2);
}

/* The font itself: glyphs that a person must tell apart, and every printable character has one. */
Test(font, has_a_different_glyph_for_every_character)
{
    for (u32 left = 0; left < 96; left++)
        for (u32 right = left + 1; right < 96; right++)
            cr_assert_neq(memcmp(lintel_font_8x16[left], lintel_font_8x16[right], 16), 0);
}
