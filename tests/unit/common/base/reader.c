/* Readers over memory and over parts of others, and the bounds that all readers share. */
#include "common/base/reader.h"
#include <criterion/criterion.h>
#include <string.h>

static const u8 data[] = "0123456789";
static struct reader digits;

static void start(void)
{
    digits = reader_of_bytes("digits", (struct bytes) { data, 10 });
}

TestSuite(reader, .init = start);

static void expect_past_end(struct reader *reader, u64 offset, u64 len, u64 end)
{
    u8 buffer[32] = "untouched";
    struct error error = reader_read(reader, offset, buffer, len);
    cr_assert_eq(error.code, ERR_READ_PAST_END);
    cr_assert_str_eq(error_subject(error), reader->name);
    cr_assert_eq(error.detail, end);
    cr_assert_str_eq((char *)buffer, "untouched");
}

Test(reader, reads_up_to_the_end_and_no_further)
{
    u8 buffer[11] = { 0 };
    cr_assert_eq(reader_read(&digits, 0, buffer, 10).code, ERR_NONE);
    cr_assert_str_eq((char *)buffer, "0123456789");
    cr_assert_eq(reader_read(&digits, 9, buffer, 1).code, ERR_NONE);
    cr_assert_eq(buffer[0], '9');
    expect_past_end(&digits, 0, 11, 11);
    expect_past_end(&digits, 10, 1, 11);
    expect_past_end(&digits, 11, 0, 11);
}

Test(reader, rejects_a_range_that_wraps_around)
{
    expect_past_end(&digits, UINT64_MAX, 2, UINT64_MAX);
    expect_past_end(&digits, 2, UINT64_MAX, UINT64_MAX);
}

static struct error fail(struct reader *reader, u64 offset, void *destination, u64 len)
{
    (void)destination;
    (void)len;
    return error_about(ERR_DISK_READ, reader->name, offset);
}

Test(reader, asks_the_implementation_for_nothing_if_nothing_is_wanted)
{
    struct reader broken = { .read = fail, .bytes = 100, .name = "broken" };
    cr_assert_eq(reader_read(&broken, 100, NULL, 0).code, ERR_NONE);
    cr_assert_eq(reader_read(&broken, 0, NULL, 1).code, ERR_DISK_READ);
}

Test(reader, shows_a_part_of_another)
{
    struct reader part;
    u8 buffer[4] = { 0 };
    cr_assert_eq(reader_of_part(&digits, "part", 3, 3, &part).code, ERR_NONE);
    cr_assert_eq(part.bytes, 3);
    cr_assert_eq(reader_read(&part, 0, buffer, 3).code, ERR_NONE);
    cr_assert_str_eq((char *)buffer, "345");
    expect_past_end(&part, 1, 3, 4);
}

Test(reader, shows_a_part_of_a_part)
{
    struct reader part, inner;
    u8 buffer[2] = { 0 };
    cr_assert_eq(reader_of_part(&digits, "part", 2, 6, &part).code, ERR_NONE);
    cr_assert_eq(reader_of_part(&part, "inner", 5, 1, &inner).code, ERR_NONE);
    cr_assert_eq(reader_read(&inner, 0, buffer, 1).code, ERR_NONE);
    cr_assert_str_eq((char *)buffer, "7");
}

Test(reader, refuses_a_part_that_is_not_inside)
{
    struct reader part;
    cr_assert_eq(reader_of_part(&digits, "part", 10, 0, &part).code, ERR_NONE);
    cr_assert_eq(reader_of_part(&digits, "part", 0, 10, &part).code, ERR_NONE);
    cr_assert_eq(reader_of_part(&digits, "part", 1, 10, &part).code, ERR_READ_PAST_END);
    cr_assert_eq(reader_of_part(&digits, "part", 11, 0, &part).code, ERR_READ_PAST_END);
    struct error error = reader_of_part(&digits, "part", UINT64_MAX, 2, &part);
    cr_assert_eq(error.code, ERR_READ_PAST_END);
    cr_assert_str_eq(error_subject(error), "part");
}
