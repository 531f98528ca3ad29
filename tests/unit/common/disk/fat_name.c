/* Names as FAT stores them: what may be one. */
#include "common/disk/fat_name.h"
#include <criterion/criterion.h>
#include <string.h>

static struct fat_name name;
static size_t position;

static bool reads(const char *text)
{
    return fat_name_read((struct bytes) { (const u8 *)text, strlen(text) }, &name, &position);
}

static void expect_refused(const char *text, size_t wrong)
{
    cr_assert_not(reads(text), "%s", text);
    cr_assert_eq(position, wrong, "%s: %zu", text, position);
}

Test(fat_name, is_utf8_of_the_shortest_form)
{
    cr_assert(reads("\x7e\xc2\xa0\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf"));
    cr_assert_eq(name.unit_count, 7);
    cr_assert_eq(name.units[6], 0xffff);
    expect_refused("a\x80", 1);
    expect_refused("a\xc1\xbf", 1);
    expect_refused("ab\xe0\x9f\xbf", 2);
    expect_refused("\xed\xa0\x80", 0);
    expect_refused("\xc2", 0);
    expect_refused("\xe2\x82", 0);
    expect_refused("\xf0\x8f\xbf\xbf", 0);
    expect_refused("\xf4\x90\x80\x80", 0);
    expect_refused("\xff", 0);
}

Test(fat_name, has_surrogates_beyond_16_bits)
{
    cr_assert(reads("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"));
    cr_assert_eq(name.unit_count, 4);
    cr_assert_eq(name.units[0], 0xd800);
    cr_assert_eq(name.units[1], 0xdc00);
    cr_assert_eq(name.units[2], 0xdbff);
    cr_assert_eq(name.units[3], 0xdfff);
}

Test(fat_name, refuses_what_fat_and_windows_refuse)
{
    for (const char *letter = "\"*:<>?/\\|\x01\x1f\x7f"; *letter != '\0'; letter++) {
        const char text[] = { 'a', *letter, 'b', '\0' };
        expect_refused(text, 1);
    }
    expect_refused("a\xc2\x80", 1); /* a control character too */
    expect_refused("a\xc2\x9f", 1);
    cr_assert_not(reads(""));
    cr_assert_not(reads("a."));
    cr_assert_not(reads("a "));
    cr_assert_not(reads("."));
    cr_assert_not(reads(".."));
    cr_assert(reads(" a"));
    cr_assert(reads(".a"));
}

Test(fat_name, has_255_units_at_most)
{
    char text[300] = "";
    memset(text, 'n', 255);
    cr_assert(reads(text));
    cr_assert_eq(fat_name_entries(&name), 21);
    text[255] = 'n';
    cr_assert_not(reads(text));
    memcpy(text + 253, "\xf0\x90\x80\x80", 5);
    cr_assert(reads(text));
    memcpy(text + 254, "\xf0\x90\x80\x80", 5);
    cr_assert_not(reads(text));
}

Test(fat_name, thirteen_letters_are_one_entry)
{
    cr_assert(reads("1234567890123"));
    cr_assert_eq(fat_name_entries(&name), 2);
    cr_assert(reads("12345678901234"));
    cr_assert_eq(fat_name_entries(&name), 3);
}
