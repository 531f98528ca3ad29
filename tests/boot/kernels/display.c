/* Promise: a kernel that asks for a screen of some size gets the smallest mode that is as large, and can draw on all of it. */
#include "check.h"

/* Not the mode that QEMU's adapter starts with, and one that both of its firmwares have. */
#define WIDTH_PX  1600
#define HEIGHT_PX 1200

ENTRY_POINT(.framebuffer_min_width = WIDTH_PX - 100, .framebuffer_min_height = HEIGHT_PX - 100,
            .framebuffer_required = SWITCH_ON);

void kernel_main(struct boot_info *info)
{
    CHECK_EQUAL(info->framebuffer_count, 1);
    const struct boot_framebuffer *framebuffer = &info->framebuffers[0];
    CHECK_EQUAL(framebuffer->width_px, WIDTH_PX);
    CHECK_EQUAL(framebuffer->height_px, HEIGHT_PX);
    CHECK(framebuffer->bytes >= (uint64_t)framebuffer->pitch_bytes * HEIGHT_PX);
    for (uint64_t y = 0; y < HEIGHT_PX; y += HEIGHT_PX - 1) {
        uint64_t last_pixel = y * framebuffer->pitch_bytes + (WIDTH_PX - 1) * framebuffer->bits_per_pixel / 8;
        volatile uint8_t *pixel = (volatile uint8_t *)framebuffer->address + last_pixel;
        *pixel = 0x5a;
        CHECK_EQUAL(*pixel, 0x5a);
    }
    pass();
}
