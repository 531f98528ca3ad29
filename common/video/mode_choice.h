/* Which video mode to take, decided the same way behind every firmware. */
#ifndef COMMON_VIDEO_MODE_CHOICE_H
#define COMMON_VIDEO_MODE_CHOICE_H
#include "common/base/types.h"

/* What the configuration asks for. */
struct screen_wish {
    u32 min_width_px, min_height_px; /* 0: as the machine likes it */
};

struct video_mode {
    u32 width_px, height_px, bits_per_pixel;
};

#define MODE_NONE UINT64_MAX

/* The index of the mode to set: the current one if it satisfies the wish, else the smallest that does, else the largest; among
 * equally large ones 32 bits a pixel before 24 before any other depth, then the first. `current` is an index or MODE_NONE, and a
 * wish for nothing in particular without a current mode means 1280 by 720. Modes without pixels are never chosen; MODE_NONE if
 * no mode remains. */
u64 mode_choose(const struct video_mode *modes, u64 count, u64 current, const struct screen_wish *wish);

#endif
