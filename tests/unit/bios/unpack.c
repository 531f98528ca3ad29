/* The decoder of the packed stage 2: the corners of LZ4's block format, as its description has them. */
#include "common/base/types.h"
#include <criterion/criterion.h>
#include <string.h>

u8 *unpack(u8 *destination, const u8 *packed, u64 packed_bytes);

#define UNTOUCHED 0xee

static u8 packed[1024];
static u8 unpacked[2048];
static u8 expected[2048];

static void fill(void)
{
    memset(unpacked, UNTOUCHED, sizeof(unpacked));
    for (unsigned i = 0; i < sizeof(packed); i++)
        packed[i] = (u8)(i * 7);
}

/* What came of the first packed_bytes of `packed` must be the first `bytes` of `expected`, and nothing behind. */
static void check(u64 packed_bytes, u64 bytes)
{
    u8 *end = unpack(unpacked, packed, packed_bytes);
    cr_assert_eq((u64)(end - unpacked), bytes);
    cr_assert_arr_eq(unpacked, expected, bytes);
    cr_assert_eq(unpacked[bytes], UNTOUCHED);
}

TestSuite(unpack, .init = fill);

Test(unpack, copies_literals)
{
    packed[0] = 0xe0;
    memcpy(expected, packed + 1, 14);
    check(15, 14);
}

Test(unpack, adds_a_length_byte_to_fifteen_literals)
{
    packed[0] = 0xf0;
    packed[1] = 0;
    memcpy(expected, packed + 2, 15);
    check(17, 15);
}

Test(unpack, adds_length_bytes_as_long_as_they_are_full)
{
    packed[0] = 0xf0;
    packed[1] = 255;
    packed[2] = 255;
    packed[3] = 1;
    memcpy(expected, packed + 4, 15 + 255 + 255 + 1);
    check(4 + 526, 526);
}

Test(unpack, copies_a_match)
{
    static const u8 block[] = { 0x40, 'a', 'b', 'c', 'd', 4, 0, 0x10, '!' };
    memcpy(packed, block, sizeof(block));
    memcpy(expected, "abcdabcd!", 9);
    check(sizeof(block), 9);
}

Test(unpack, copies_a_match_that_overlaps_itself)
{
    static const u8 block[] = { 0x1f, 'x', 1, 0, 255, 3, 0x10, '!' };
    memcpy(packed, block, sizeof(block));
    memset(expected, 'x', 1 + 4 + 15 + 255 + 3);
    expected[278] = '!';
    check(sizeof(block), 279);
}

Test(unpack, takes_a_match_after_no_literals)
{
    static const u8 block[] = { 0x20, 'a', 'b', 2, 0, 0x01, 3, 0, 0x10, '!' };
    memcpy(packed, block, sizeof(block));
    memcpy(expected, "abababbabba!", 12);
    check(sizeof(block), 12);
}

Test(unpack, finds_a_match_more_than_a_byte_back)
{
    packed[0] = 0xf0;
    packed[1] = 255;
    packed[2] = 30;
    memcpy(expected, packed + 3, 300);
    packed[303] = 0x2c; /* 300 back, in little-endian order */
    packed[304] = 0x01;
    packed[305] = 0x10;
    packed[306] = '!';
    memcpy(expected + 300, expected, 4);
    expected[304] = '!';
    check(307, 305);
}
