/* The rule for video modes, each clause of it. */
#include "common/video/mode_choice.h"
#include <criterion/criterion.h>

static const struct video_mode modes[] = {
    { 640, 480, 32 }, { 1920, 1080, 32 }, { 1280, 720, 24 }, { 1280, 720, 32 }, { 1024, 768, 32 }, { 800, 600, 16 },
};
static const struct screen_wish anything = { 0, 0 };

static u64 choose(u64 current, u32 min_width_px, u32 min_height_px)
{
    const struct screen_wish wish = { min_width_px, min_height_px };
    return mode_choose(modes, COUNT_OF(modes), current, &wish);
}

Test(mode_choice, keeps_the_current_mode_without_a_wish)
{
    cr_assert_eq(choose(0, 0, 0), 0);
    cr_assert_eq(choose(1, 0, 0), 1);
}

Test(mode_choice, keeps_a_current_mode_that_is_just_large_enough)
{
    cr_assert_eq(choose(1, 1920, 1080), 1);
    cr_assert_eq(choose(4, 1024, 768), 4);
}

Test(mode_choice, leaves_a_current_mode_that_is_one_pixel_too_small)
{
    cr_assert_eq(choose(4, 1025, 700), 3);
    cr_assert_eq(choose(4, 1024, 769), 1);
}

Test(mode_choice, takes_the_smallest_that_satisfies)
{
    cr_assert_eq(choose(MODE_NONE, 641, 0), 5);
    cr_assert_eq(choose(MODE_NONE, 0, 601), 4);
}

Test(mode_choice, prefers_32_bits_to_24)
{
    cr_assert_eq(choose(MODE_NONE, 1280, 720), 3);
    const struct video_mode depths[] = { { 800, 600, 16 }, { 800, 600, 24 }, { 800, 600, 32 }, { 800, 600, 32 } };
    cr_assert_eq(mode_choose(depths, 4, MODE_NONE, &anything), 2);
    cr_assert_eq(mode_choose(depths, 2, MODE_NONE, &anything), 1);
}

Test(mode_choice, takes_the_largest_if_none_satisfies)
{
    cr_assert_eq(choose(0, 3840, 2160), 1);
    cr_assert_eq(choose(MODE_NONE, 1, 1081), 1);
}

Test(mode_choice, wants_1280_by_720_without_wish_and_current_mode)
{
    cr_assert_eq(choose(MODE_NONE, 0, 0), 3);
}

Test(mode_choice, ignores_a_current_index_past_the_end)
{
    cr_assert_eq(choose(COUNT_OF(modes), 0, 0), 3);
}

Test(mode_choice, never_takes_a_mode_without_pixels)
{
    const struct video_mode empty[] = { { 0, 480, 32 }, { 640, 0, 32 }, { 320, 200, 32 } };
    cr_assert_eq(mode_choose(empty, 3, 0, &anything), 2);
    cr_assert_eq(mode_choose(empty, 2, 1, &anything), MODE_NONE);
    cr_assert_eq(mode_choose(empty, 0, MODE_NONE, &anything), MODE_NONE);
}

Test(mode_choice, compares_areas_beyond_32_bits)
{
    const struct video_mode huge[] = { { 0x10000, 0x10000, 32 }, { 0xffffffff, 0xffffffff, 32 } };
    const struct screen_wish wish = { 0x10000, 0x10000 };
    cr_assert_eq(mode_choose(huge, 2, MODE_NONE, &wish), 0);
}
