/* A pure choice among video modes: no firmware, no device. */
#include "common/video/mode_choice.h"

/* Every display made in this century shows it, and a page of text fits. */
#define DEFAULT_WIDTH_PX  1280
#define DEFAULT_HEIGHT_PX 720

static u64 area_px(const struct video_mode *mode)
{
    return (u64)mode->width_px * mode->height_px;
}

static bool satisfies(const struct video_mode *mode, const struct screen_wish *wish)
{
    return mode->width_px >= wish->min_width_px && mode->height_px >= wish->min_height_px;
}

/* Pixels of 32 bits are aligned words; those of 24 are three bytes; others have fewer colours. */
static int depth_rank(const struct video_mode *mode)
{
    return mode->bits_per_pixel == 32 ? 0 : mode->bits_per_pixel == 24 ? 1 : 2;
}

static bool is_better(const struct video_mode *candidate, const struct video_mode *best, const struct screen_wish *wish)
{
    bool fits = satisfies(candidate, wish);
    if (fits != satisfies(best, wish))
        return fits;
    if (area_px(candidate) != area_px(best))
        return fits == (area_px(candidate) < area_px(best)); /* smallest of those that satisfy, largest of the others */
    return depth_rank(candidate) < depth_rank(best);
}

static u64 choose_new(const struct video_mode *modes, u64 count, const struct screen_wish *wish)
{
    u64 best = MODE_NONE;
    for (u64 i = 0; i < count; i++) {
        if (area_px(&modes[i]) == 0)
            continue;
        if (best == MODE_NONE || is_better(&modes[i], &modes[best], wish))
            best = i;
    }
    return best;
}

u64 mode_choose(const struct video_mode *modes, u64 count, u64 current, const struct screen_wish *wish)
{
    static const struct screen_wish usual = { DEFAULT_WIDTH_PX, DEFAULT_HEIGHT_PX };
    bool has_current = current < count && area_px(&modes[current]) != 0;
    if (has_current && satisfies(&modes[current], wish))
        return current;
    bool wishes = wish->min_width_px != 0 || wish->min_height_px != 0;
    return choose_new(modes, count, wishes ? wish : &usual);
}
