/* The checksum against its published check value. */
#include "common/disk/crc32.h"
#include <criterion/criterion.h>

Test(crc32, gives_the_published_check_value)
{
    cr_assert_eq(crc32_add(0, (const u8 *)"123456789", 9), 0xcbf43926);
}

Test(crc32, of_nothing_is_zero)
{
    cr_assert_eq(crc32_add(0, NULL, 0), 0);
}

Test(crc32, is_the_same_in_pieces)
{
    u32 crc = crc32_add(0, (const u8 *)"1234", 4);
    cr_assert_eq(crc32_add(crc, (const u8 *)"56789", 5), 0xcbf43926);
}
