/* A screenshot, and the text on it. */
#ifndef TESTS_BOOT_PICTURE_H
#define TESTS_BOOT_PICTURE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct picture {
    uint8_t *pixels; /* red, green, blue */
    unsigned width_px, height_px;
};

/* A PPM file as QEMU writes it; another one fails the test. */
struct picture picture_read(const char *path);
void picture_free(struct picture *picture);

/* True if each text stands on the screen in Lintel's font, in the size that is due on such a screen; rows may part it at spaces.
 */
bool picture_shows(const struct picture *picture, const char *const *texts, size_t count);

/* True if the text stands there in letters twice that size, all of them red. */
bool picture_shows_large_in_red(const struct picture *picture, const char *text);

#endif
