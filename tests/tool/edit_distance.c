/* Which word was meant: distances by hand, and both sides of the limit. */
#include "tools/base/edit_distance.h"
#include <criterion/criterion.h>

Test(edit_distance, counts_letters_put_in_taken_out_changed_and_swapped)
{
    cr_assert_eq(edit_distance("build", "build"), 0);
    cr_assert_eq(edit_distance("biuld", "build"), 1);
    cr_assert_eq(edit_distance("buld", "build"), 1);
    cr_assert_eq(edit_distance("buiild", "build"), 1);
    cr_assert_eq(edit_distance("buikd", "build"), 1);
    cr_assert_eq(edit_distance("", "iso"), 3);
    cr_assert_eq(edit_distance("iso", ""), 3);
    cr_assert_eq(edit_distance("kitten", "sitting"), 3);
}

Test(edit_distance, is_the_same_both_ways)
{
    cr_assert_eq(edit_distance("inspect", "isnpct"), edit_distance("isnpct", "inspect"));
}

Test(edit_distance, long_words_are_far)
{
    static const char longest[] = "abcdefghijklmnopqrstuvwxyzabcdef", too_long[] = "abcdefghijklmnopqrstuvwxyzabcdefg";
    _Static_assert(sizeof(longest) - 1 == EDIT_WORD_MAX, "the longest that is compared");
    cr_assert_eq(edit_distance(longest, "abcdefghijklmnopqrstuvwxyzabcde"), 1);
    cr_assert_eq(edit_distance(too_long, longest), SIZE_MAX);
    cr_assert_eq(edit_distance(longest, too_long), SIZE_MAX);
    cr_assert_not(word_is_near(too_long, too_long));
}

Test(edit_distance, nearest_of_several_is_meant)
{
    struct word_search search = { .word = "biuld" };
    word_consider(&search, "run");
    cr_assert_null(search.nearest);
    word_consider(&search, "buold");
    word_consider(&search, "build");
    word_consider(&search, "buolt");
    cr_assert_str_eq(search.nearest, "build");
}

Test(edit_distance, one_mistake_in_three_letters_is_near)
{
    cr_assert(word_is_near("ru", "run"));
    cr_assert(word_is_near("rum", "run"));
    cr_assert_not(word_is_near("ur", "run"));
    cr_assert_not(word_is_near("", "run"));
    cr_assert(word_is_near("bilud", "build"));
    cr_assert_not(word_is_near("bld", "build"));
}
