/* The formatter: every conversion, and what happens when there is no room. */
#include "common/base/text.h"
#include <criterion/criterion.h>
#include <string.h>

static char buffer[100];
static struct text text;

static void start(void)
{
    buffer[0] = '\0';
    text = (struct text)TEXT_OF(buffer);
}

TestSuite(text, .init = start);

static void expect(const char *expected)
{
    cr_assert_str_eq(buffer, expected);
    cr_assert_eq(text.len, strlen(expected));
}

Test(text, copies_what_is_no_conversion)
{
    text_add(&text, "100 %, %d and %");
    expect("100 %, %d and %");
}

Test(text, appends)
{
    text_add(&text, "one ");
    text_add(&text, "two");
    expect("one two");
}

Test(text, writes_strings)
{
    char changeable[] = "b";
    text_add(&text, "[%s] [%s] [%s]", "a", changeable, "");
    expect("[a] [b] []");
}

Test(text, writes_nothing_for_a_string_that_is_not_there)
{
    text_add(&text, "[%s]", (const char *)NULL);
    expect("[]");
}

Test(text, writes_decimal_numbers)
{
    text_add(&text, "%u %u %u", 0, 10, UINT64_MAX);
    expect("0 10 18446744073709551615");
}

Test(text, writes_hexadecimal_numbers)
{
    text_add(&text, "%x %x %x", 0, (u8)0xab, UINT64_MAX);
    expect("0x0 0xab 0xffffffffffffffff");
}

Test(text, writes_sizes_without_rounding)
{
    text_add(&text, "%b, %b, %b, %b, %b, %b", 0, 1023, 1024, 1025, 80 * KIB_BYTES, 16 * MIB_BYTES);
    expect("0 bytes, 1023 bytes, 1 KiB, 1025 bytes, 80 KiB, 16 MiB");
}

Test(text, writes_large_sizes)
{
    text_add(&text, "%b, %b, %b", 3 * GIB_BYTES, 1024 * GIB_BYTES, 1ull << 60);
    expect("3 GiB, 1 TiB, 1048576 TiB");
}

Test(text, takes_six_arguments)
{
    text_add(&text, "%u%u%u%u%u%s", 1, 2, 3, 4, 5, "six");
    expect("12345six");
}

Test(text, fills_its_buffer_to_the_last_byte)
{
    char small[5] = "";
    struct text line = TEXT_OF(small);
    text_add(&line, "%s", "1234");
    cr_assert_str_eq(small, "1234");
    cr_assert_eq(line.len, 4);
}

Test(text, cuts_what_does_not_fit)
{
    char small[5] = "";
    struct text line = TEXT_OF(small);
    text_add(&line, "%s", "12345");
    cr_assert_str_eq(small, "1234");
    text_add(&line, "%u%x%b", 1, 2, 3);
    cr_assert_str_eq(small, "1234");
    cr_assert_eq(line.len, 4);
}

Test(text, has_room_for_nothing_but_the_nul)
{
    char small[1] = "";
    struct text line = TEXT_OF(small);
    text_add(&line, "%u and more", 1);
    cr_assert_str_eq(small, "");
    cr_assert_eq(line.len, 0);
}

Test(text, adds_bytes_that_are_no_string)
{
    text_add_bytes(&text, "abcdef", 3);
    expect("abc");
}

Test(text, expands_a_sentence_with_one_subject_and_one_number)
{
    text_expand(&text, "%s: %u = %x = %b, says %s", "file", 1024);
    expect("file: 1024 = 0x400 = 1 KiB, says file");
}

Test(text, expands_what_is_no_conversion_as_it_is)
{
    text_expand(&text, "%s at 100 % and %d%", "disk", 0);
    expect("disk at 100 % and %d%");
}

Test(text, begins_with_all_of_the_beginning)
{
    cr_assert(text_begins_with("error: x", 8, "error"));
    cr_assert(text_begins_with("error", 5, "error"));
    cr_assert_not(text_begins_with("error", 4, "error"));
    cr_assert_not(text_begins_with("Error: x", 8, "error"));
    cr_assert(text_begins_with("x", 0, ""));
}
