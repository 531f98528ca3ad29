/* File names for the firmware. */
#include "uefi/path.h"
#include <criterion/criterion.h>

static u16 units[PATH_UNITS_MAX];

Test(uefi_path, turns_slashes_and_widens_letters)
{
    static const u16 expected[] = u"\\boot\\kernel.elf";
    cr_assert(path_convert("/boot/kernel.elf", units));
    cr_assert_arr_eq(units, expected, sizeof(expected));
}

Test(uefi_path, takes_the_empty_path)
{
    cr_assert(path_convert("", units));
    cr_assert_eq(units[0], 0);
}

Test(uefi_path, takes_255_characters_and_no_more)
{
    char path[PATH_UNITS_MAX + 1] = "";
    memset(path, 'a', PATH_UNITS_MAX - 1);
    cr_assert(path_convert(path, units));
    cr_assert_eq(units[PATH_UNITS_MAX - 1], 0);
    path[PATH_UNITS_MAX - 1] = 'a';
    cr_assert_not(path_convert(path, units));
}

Test(uefi_path, takes_printable_ascii_only)
{
    cr_assert(path_convert("/ ~", units));
    cr_assert_not(path_convert("/\x1f", units));
    cr_assert_not(path_convert("/\x7f", units));
    cr_assert_not(path_convert("/\xc3\xa4", units));
    cr_assert_not(path_convert("/a\\b", units));
}
