/* The loaders' own memory and string functions, under other names beside the C library's. */
#include <criterion/criterion.h>
#include <string.h>

#define memcpy  loader_memcpy
#define memmove loader_memmove
#define memset  loader_memset
#define memcmp  loader_memcmp
#define strlen  loader_strlen
#define strcmp  loader_strcmp
#include "common/base/string.c"
#undef memcpy
#undef memmove
#undef memset
#undef memcmp
#undef strlen
#undef strcmp

static u8 buffer[64];

static void start(void)
{
    for (size_t i = 0; i < sizeof(buffer); i++)
        buffer[i] = (u8)i;
}

TestSuite(string, .init = start);

Test(string, copies_every_length_and_nothing_beside)
{
    for (size_t len = 0; len <= 40; len++) {
        u8 target[50];
        memset(target, 0xee, sizeof(target));
        cr_assert_eq(loader_memcpy(target + 3, buffer, len), target + 3);
        cr_assert_eq(memcmp(target + 3, buffer, len), 0);
        cr_assert_eq(target[2], 0xee);
        cr_assert_eq(target[3 + len], 0xee);
    }
}

Test(string, moves_overlapping_bytes_both_ways)
{
    for (size_t distance = 0; distance <= 20; distance++) {
        u8 expected[20];
        start();
        memcpy(expected, buffer + 20, 20);
        loader_memmove(buffer + 20 - distance, buffer + 20, 20);
        cr_assert_eq(memcmp(buffer + 20 - distance, expected, 20), 0, "down by %zu", distance);
        start();
        loader_memmove(buffer + 20 + distance, buffer + 20, 20);
        cr_assert_eq(memcmp(buffer + 20 + distance, expected, 20), 0, "up by %zu", distance);
    }
}

Test(string, fills_every_length_and_nothing_beside)
{
    for (size_t len = 0; len <= 40; len++) {
        start();
        cr_assert_eq(loader_memset(buffer + 1, 0x1ab, len), buffer + 1);
        for (size_t i = 1; i <= len; i++)
            cr_assert_eq(buffer[i], 0xab);
        cr_assert_eq(buffer[0], 0);
        cr_assert_eq(buffer[len + 1], len + 1);
    }
}

Test(string, compares_bytes_as_unsigned)
{
    cr_assert_eq(loader_memcmp("abc", "abd", 2), 0);
    cr_assert_lt(loader_memcmp("abc", "abd", 3), 0);
    cr_assert_gt(loader_memcmp("\xff", "\x01", 1), 0);
    cr_assert_eq(loader_memcmp("a", "b", 0), 0);
}

Test(string, measures_and_compares_strings)
{
    cr_assert_eq(loader_strlen(""), 0);
    cr_assert_eq(loader_strlen("four"), 4);
    cr_assert_eq(loader_strcmp("same", "same"), 0);
    cr_assert_lt(loader_strcmp("sam", "same"), 0);
    cr_assert_gt(loader_strcmp("same", "sam"), 0);
    cr_assert_gt(loader_strcmp("\xff", "a"), 0);
}
