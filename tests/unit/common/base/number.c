/* Digits, units, and the last number that fits. */
#include "common/base/number.h"
#include <criterion/criterion.h>
#include <string.h>

static struct bytes text_of(const char *text)
{
    return (struct bytes) { (const u8 *)text, strlen(text) };
}

static void reads(const char *text, u64 expected, size_t expected_len)
{
    u64 number = 77;
    cr_assert_eq(number_read_size(text_of(text), &number), expected_len, "%s", text);
    cr_assert_eq(number, expected, "%s", text);
}

static void refuses(const char *text)
{
    reads(text, 77, 0);
}

Test(number, is_decimal_or_hexadecimal_behind_0x)
{
    reads("0", 0, 1);
    reads("4096", 4096, 4);
    reads("0x1fF", 0x1ff, 5);
    reads("010", 10, 3);
}

Test(number, takes_units_in_either_case)
{
    reads("256K", 256 << 10, 4);
    reads("256k", 256 << 10, 4);
    reads("3M", 3 << 20, 2);
    reads("3m", 3 << 20, 2);
    reads("1G", 1 << 30, 2);
    reads("1g", 1 << 30, 2);
    reads("1T", 1ull << 40, 2);
    reads("1t", 1ull << 40, 2);
    reads("0x10K", 16 << 10, 5);
}

Test(number, ends_before_what_is_no_part_of_it)
{
    reads("12x", 12, 2);
    reads("12Kx", 12 << 10, 3);
    reads("1MM", 1 << 20, 2);
    reads("1P", 1, 1);
    reads("12a", 12, 2);
}

Test(number, needs_a_digit)
{
    refuses("");
    refuses("K");
    refuses("0x");
    refuses("0xK");
    refuses("-1");
    refuses(" 1");
}

Test(number, has_64_bits)
{
    reads("18446744073709551615", UINT64_MAX, 20);
    refuses("18446744073709551616");
    reads("0xffffffffffffffff", UINT64_MAX, 18);
    refuses("0x10000000000000000");
    reads("17179869183G", 17179869183ull << 30, 12);
    refuses("17179869184G");
    reads("16777215T", 16777215ull << 40, 9);
    refuses("16777216T");
}

Test(number, never_reads_past_the_end_of_its_text)
{
    static const u8 long_text[] = { '1', '2', 'K' };
    u64 number;
    cr_assert_eq(number_read_size((struct bytes) { long_text, 2 }, &number), 2);
    cr_assert_eq(number, 12);
    cr_assert_eq(number_read_digits((struct bytes) { long_text, 1 }, 10, &number), 1);
    cr_assert_eq(number, 1);
}

Test(number_digits, have_one_base_and_no_unit)
{
    u64 number = 77;
    cr_assert_eq(number_read_digits(text_of("12K"), 10, &number), 2);
    cr_assert_eq(number_read_digits(text_of("0x12"), 10, &number), 1);
    cr_assert_eq(number, 0);
    cr_assert_eq(number_read_digits(text_of("fFg"), 16, &number), 2);
    cr_assert_eq(number, 255);
}
