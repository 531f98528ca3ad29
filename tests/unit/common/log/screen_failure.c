/* The page that a failure gets on the screen, read glyph by glyph. */
#include "common/log/screen.h"
#include "tests/unit/common/log/fake_screen.h"
#include "tests/unit/common/steps/kernel.h"
#include <criterion/criterion.h>
#include <string.h>

static struct fake_screen screen;

/* Its pixels lie in the machine's RAM, above all that the loader takes. */
static void add_screen(u32 width_px, u32 height_px)
{
    fake_screen_make(&screen, width_px, height_px, 32, 0);
    fake_screen_free(&screen);
    screen.framebuffer.start_phys = MACHINE_RAM_START_PHYS + 12 * MIB_BYTES;
    screen.pixels = machine_ram(screen.framebuffer.start_phys);
    machine.framebuffer = screen.framebuffer;
}

static void assert_row(u32 row, const char *expected)
{
    char line[256];
    fake_screen_row(&screen, row, line);
    cr_assert_str_eq(line, expected, "row %u: %s", row, line);
}

static void assert_large(u32 column, u32 row, const char *expected)
{
    char line[256];
    const struct fake_screen large = fake_screen_enlarged(&screen, column, row);
    fake_screen_row(&large, 0, line);
    cr_assert_str_eq(line, expected);
}

static void assert_colour(u32 column, u32 row, u32 expected)
{
    u32 pixel;
    fake_screen_character(&screen, column, row, &pixel);
    cr_assert_eq(pixel, expected, "%x", pixel);
}

/* Of a ramdisk that is longer than the manifest says, and of a log that says everything. */
static void fail(u8 log_level, u32 width_px, u32 height_px)
{
    struct boot_config config = default_wishes();
    config.log_level = log_level;
    add_files(&config, "ramdisk = /boot/ramdisk\nramdisk-bytes = 4999\n");
    add_screen(width_px, height_px);
    assert_stopped("error L211: /boot/ramdisk has 5000 bytes, and the manifest says another number\n"
                   "hint: the file was changed or cut short after the image was built: rebuild the image\n");
}

Test(failure, has_a_page_with_number_sentence_value_hint_and_book)
{
    fail(0, 640, 480);
    assert_row(1, "  Lintel " LINTEL_VERSION " on BIOS");
    assert_large(2, 3, "error L211");
    assert_row(6, "  /boot/ramdisk has 5000 bytes, and the manifest says another number");
    assert_row(7, "");
    assert_row(8, "  hint: the file was changed or cut short after the image was built: rebuild");
    assert_row(9, "  the image");
    assert_row(11, "  more: docs/errors.md#l211, in Lintel's repository");
    assert_row(13, "    kernel /boot/kernel.elf: 20 KiB in memory, entry 0xffffffff80000000");
    assert_row(14, "    ramdisk /boot/ramdisk: 4999 bytes");
    assert_row(15, "");
    assert_colour(2, 6, 0xd0d0d0);
    assert_colour(2, 9, 0x50d8e8);
    assert_colour(4, 13, 0x909090);
}

Test(failure, has_the_end_of_a_long_log)
{
    char line[256];
    fail(LOG_LEVEL_DEBUG, 640, 352);
    assert_large(2, 3, "error L211");
    assert_row(11, "  more: docs/errors.md#l211, in Lintel's repository");
    u32 last = 21;
    while (fake_screen_row(&screen, last, line), line[0] == '\0')
        last--;
    assert_row(last, "    ramdisk /boot/ramdisk: 4999 bytes");
    cr_assert_geq(last, 16);
    fake_screen_row(&screen, 13, line);
    cr_assert(strncmp(line, "      map 0x", 12) == 0 || strncmp(line, "        ", 8) == 0, "%s", line);
}

Test(failure, is_the_same_where_the_log_was_kept_off_the_screen)
{
    struct boot_config config = default_wishes();
    config.log_screen = SWITCH_OFF;
    add_files(&config, "ramdisk = /boot/missing\nramdisk-bytes = 1\n");
    add_screen(640, 480);
    assert_stopped("error L209");
    assert_large(2, 3, "error L209");
}

Test(failure, fits_what_it_can_on_a_tiny_screen)
{
    char line[256];
    fail(LOG_LEVEL_DEBUG, 80, 48);
    fake_screen_row(&screen, 0, line);
    cr_assert_neq(line[0], '\0');
}
