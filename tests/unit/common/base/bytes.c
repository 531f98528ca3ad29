/* Bounded views and little-endian fields. */
#include "common/base/bytes.h"
#include <criterion/criterion.h>

static const u8 data[16] = { 0x10, 0x21, 0x32, 0x43, 0x54, 0x65, 0x76, 0x87, 0x98 };
static const struct bytes whole = { data, sizeof(data) };

Test(bytes_slice, gives_a_part)
{
    struct bytes part;
    cr_assert(bytes_slice(whole, 4, 3, &part));
    cr_assert_eq(part.data, data + 4);
    cr_assert_eq(part.len, 3);
}

Test(bytes_slice, gives_the_whole_and_the_empty_end)
{
    struct bytes part;
    cr_assert(bytes_slice(whole, 0, 16, &part));
    cr_assert(bytes_slice(whole, 16, 0, &part));
    cr_assert_eq(part.len, 0);
}

Test(bytes_slice, rejects_a_range_that_ends_one_byte_late)
{
    struct bytes part;
    cr_assert_not(bytes_slice(whole, 0, 17, &part));
    cr_assert_not(bytes_slice(whole, 16, 1, &part));
    cr_assert_not(bytes_slice(whole, 17, 0, &part));
}

Test(bytes_slice, rejects_a_range_that_wraps_around)
{
    struct bytes part;
    cr_assert_not(bytes_slice(whole, 8, UINT64_MAX, &part));
    cr_assert_not(bytes_slice(whole, UINT64_MAX, 8, &part));
}

Test(bytes_fields, are_little_endian_and_may_be_unaligned)
{
    cr_assert_eq(load_u16(data + 1), 0x3221);
    cr_assert_eq(load_u32(data + 1), 0x54433221);
    cr_assert_eq(load_u64(data + 1), 0x9887766554433221);
}

Test(bytes_fields, are_stored_as_they_are_loaded)
{
    u8 stored[11] = { 0 };
    store_u64(stored + 1, 0x9887766554433221);
    cr_assert_eq(load_u64(stored + 1), 0x9887766554433221);
    cr_assert_eq(stored[0], 0);
    cr_assert_eq(stored[9], 0);
    store_u32(stored + 1, 0xffffffff);
    cr_assert_eq(load_u64(stored + 1), 0x98877665ffffffff);
    store_u16(stored + 1, 0);
    cr_assert_eq(load_u64(stored + 1), 0x98877665ffff0000);
}
