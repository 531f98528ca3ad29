/* Directories, listed: every name comes back, and what no honest tool writes ends. */
#include "common/disk/fat_list.h"
#include "tests/unit/common/disk/crafted.h"
#include <criterion/criterion.h>
#include <string.h>

#define FAT16_CLUSTERS 5000

static struct crafted disk;
static struct fat_listing listing;
static struct fat_listed listed;

static void start(void)
{
    crafted_begin(&disk, FAT16_CLUSTERS);
}

static void finish(void)
{
    crafted_end(&disk);
}

TestSuite(fat_list, .init = start, .fini = finish);

static void begin(void)
{
    cr_assert_eq(crafted_open(&disk).code, ERR_NONE);
    cr_assert_eq(fat_list_root(&disk.fat, "/", &listing).code, ERR_NONE);
}

static bool next(void)
{
    bool is_found;
    const struct error error = fat_list_next(&listing, &listed, &is_found);
    cr_assert_eq(error.code, ERR_NONE, "error %d", error.code);
    return is_found;
}

static void expect_next(const char *expected)
{
    cr_assert(next(), "%s is not there", expected);
    cr_assert_str_eq(listed.name, expected);
}

Test(fat_list, gives_back_what_an_entry_says)
{
    crafted_file(&disk, "SHORT   TXT", 5, 77);
    crafted_entry(&disk, "FOLDER     ", ATTRIBUTE_DIRECTORY)[DIRENT_CLUSTER_LOW] = 6;
    begin();
    expect_next("SHORT.TXT");
    cr_assert(!listed.is_directory && listed.cluster == 5 && listed.bytes == 77);
    cr_assert(listed.offset == 0 && listed.parts == 0);
    expect_next("FOLDER");
    cr_assert(listed.is_directory && listed.cluster == 6 && listed.offset == DIRENT_BYTES);
    cr_assert_not(next());
    cr_assert_not(next(), "it stays at the end");
}

Test(fat_list, gives_back_a_short_name_in_small_letters)
{
    crafted_entry(&disk, "SMALL-1 TXT", 0)[DIRENT_CASE] = DIRENT_SMALL_BASE | DIRENT_SMALL_EXTENSION;
    crafted_entry(&disk, "SMALL   TXT", 0)[DIRENT_CASE] = DIRENT_SMALL_BASE;
    crafted_entry(&disk, "LARGE   TXT", 0)[DIRENT_CASE] = DIRENT_SMALL_EXTENSION;
    begin();
    expect_next("small-1.txt");
    expect_next("small.TXT");
    expect_next("LARGE.txt");
    cr_assert_not(next());
}

Test(fat_list, gives_back_long_names)
{
    u8 *part;
    crafted_long_part(&disk, 2, true, "and more", "A          ");
    part = crafted_long_part(&disk, 1, false, "1234 thirteen", "A          ");
    crafted_entry(&disk, "A          ", 0);
    crafted_long_part(&disk, 1, true, "1234567890123", "B          ");
    crafted_entry(&disk, "B          ", 0);
    store_u16(part + 1, 0xe4);
    store_u16(part + 3, 0x6f22);
    store_u16(part + 5, 0xd83d);
    store_u16(part + 7, 0xde00);
    begin();
    expect_next("\xc3\xa4\xe6\xbc\xa2\xf0\x9f\x98\x80 thirteenand more");
    cr_assert(listed.offset == 2 * DIRENT_BYTES && listed.parts == 2);
    expect_next("1234567890123");
    cr_assert(listed.offset == 4 * DIRENT_BYTES && listed.parts == 1);
    cr_assert_not(next());
}

static void expect_place(u64 offset, u64 expected)
{
    u64 place = 0;
    cr_assert_eq(fat_list_place(&listing, offset, &place).code, ERR_NONE);
    cr_assert_eq(place, expected, "byte %llu is at %llu", (unsigned long long)offset, (unsigned long long)place);
}

static u64 cluster_offset(u32 cluster)
{
    return (u64)(crafted_cluster(&disk, cluster) - disk.data);
}

Test(fat_list, says_where_an_entry_lies)
{
    crafted_link(&disk, 9, 10);
    crafted_link(&disk, 10, 20);
    crafted_link(&disk, 20, 7);
    crafted_link(&disk, 7, CRAFTED_END);
    begin();
    expect_place(64, disk.root_offset + 64);
    cr_assert_eq(fat_list_directory(&disk.fat, "/a", 9, &listing).code, ERR_NONE);
    expect_place(0, cluster_offset(9));
    expect_place(511, cluster_offset(9) + 511);
    expect_place(512, cluster_offset(10));
    expect_place(1024 + 32, cluster_offset(20) + 32);
    expect_place(2047, cluster_offset(7) + 511);
}

Test(fat_list, leaves_out_labels_dots_and_what_was_deleted)
{
    crafted_entry(&disk, "LABEL      ", ATTRIBUTE_VOLUME_LABEL);
    crafted_entry(&disk, ".          ", ATTRIBUTE_DIRECTORY);
    crafted_entry(&disk, "..         ", ATTRIBUTE_DIRECTORY);
    crafted_entry(&disk,
                  "\xe5"
                  "ONE       ",
                  0);
    crafted_entry(&disk, "KEPT       ", 0);
    begin();
    expect_next("KEPT");
    cr_assert_not(next());
}

/* A long name whose parts do not belong together, or to the short name behind them, is nobody's. */
Test(fat_list, falls_back_to_the_short_name)
{
    crafted_long_part(&disk, 2, true, "of two parts!", "A          ");
    crafted_entry(&disk, "A          ", 0);
    crafted_long_part(&disk, 1, true, "someone else", "C          ");
    crafted_entry(&disk, "B          ", 0);
    crafted_long_part(&disk, 1, true, "it went away", "D          ");
    crafted_entry(&disk,
                  "\xe5"
                  "          ",
                  0);
    crafted_entry(&disk, "D          ", 0);
    crafted_long_part(&disk, 31, true, "far too many", "E          ");
    crafted_entry(&disk, "E          ", 0);
    begin();
    expect_next("A");
    expect_next("B");
    expect_next("D");
    expect_next("E");
    cr_assert_not(next());
}

/* What is shown can be a path's part, and harms no terminal. */
Test(fat_list, shows_nothing_that_is_no_name)
{
    u8 *part = crafted_long_part(&disk, 1, true,
                                 "a/b\x1b"
                                 "cdefghij",
                                 "A          ");
    store_u16(part + 1 + 8, 0xdc00); /* the fifth character: half of a pair */
    crafted_entry(&disk, "A          ", 0);
    crafted_entry(&disk, "X/Y\x1b\xff      ", 0);
    begin();
    expect_next("a?b??defghij");
    expect_next("X?Y??");
    cr_assert_not(next());
}

Test(fat_list, goes_into_directories_and_refuses_those_that_are_none)
{
    cr_assert_eq(crafted_open(&disk).code, ERR_NONE);
    cr_assert_eq(fat_list_directory(&disk.fat, "/a", 1, &listing).code, ERR_FAT_CHAIN);
    cr_assert_eq(fat_list_directory(&disk.fat, "/a", FAT16_CLUSTERS + 2, &listing).code, ERR_FAT_CHAIN);
    crafted_link(&disk, 9, 9);
    cr_assert_eq(fat_list_directory(&disk.fat, "/a", 9, &listing).code, ERR_FAT_CHAIN);
    crafted_link(&disk, 9, CRAFTED_END);
    cr_assert_eq(crafted_open(&disk).code, ERR_NONE); /* it has read that piece of the FAT */
    cr_assert_eq(fat_list_directory(&disk.fat, "/a", 9, &listing).code, ERR_NONE);
    cr_assert_not(next());
}
