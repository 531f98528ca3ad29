/* Screenshots and VGA text memory, over QMP. */
#include "tests/boot/screen.h"
#include <stdlib.h>
#include <string.h>

#define VGA_ADDRESS "0xb8000"
#define VGA_CELLS   2000 /* 80 by 25 */
#define FEW_PIXELS  200  /* fewer than any sentence has */

struct picture {
    uint8_t *pixels; /* red, green, blue */
    size_t count;
};

/* Binary PPM with three numbers in its header, as QEMU writes it. */
static struct picture read_picture(const char *path)
{
    unsigned width, height;
    FILE *file = fopen(path, "rb");
    cr_assert(file != NULL, "%s is not there", path);
    cr_assert(fscanf(file, "P6 %u %u 255", &width, &height) == 2 && fgetc(file) == '\n', "%s is no PPM file", path);
    cr_assert(width < 10000 && height < 10000);
    struct picture picture = { .count = (size_t)width * height };
    picture.pixels = malloc(3 * picture.count);
    cr_assert(picture.pixels && fread(picture.pixels, 3, picture.count, file) == picture.count, "%s is cut short", path);
    fclose(file);
    return picture;
}

static bool is_red(const uint8_t *pixel)
{
    return pixel[0] > 150 && pixel[1] < pixel[0] / 2 && pixel[2] < pixel[0] / 2;
}

void screen_judge_pixels(struct qemu *qemu)
{
    char path[PATH_BYTES], arguments[PATH_BYTES + 32];
    path_format(path, "%s/screen.ppm", qemu->folder);
    snprintf(arguments, sizeof(arguments), "{\"filename\":\"%s\"}", path);
    qmp_do(&qemu->qmp, "screendump", arguments);
    struct picture picture = read_picture(path);
    size_t red = 0, other = 0;
    for (size_t i = 0; i < picture.count; i++) {
        const uint8_t *pixel = &picture.pixels[3 * i];
        red += is_red(pixel);
        other += !is_red(pixel) && memcmp(pixel, picture.pixels, 3) != 0; /* the first pixel is background */
    }
    free(picture.pixels);
    if (red < FEW_PIXELS || other < FEW_PIXELS)
        qemu_fail(qemu, "the screen does not show the error: see screen.ppm");
}

/* The monitor answers with lines "00000000000b8000: 0x0741 0x0742 ...": a character in the low byte of each number. */
static void decode_vga(const char *dump, char *text)
{
    size_t used = 0;
    for (const char *at = strstr(dump, " 0x"); at && used < VGA_CELLS; at = strstr(at + 1, " 0x")) {
        unsigned character = strtoul(at + 1, NULL, 16) & 0x7f;
        text[used++] = character < ' ' ? ' ' : (char)character;
    }
    text[used] = 0;
}

void screen_judge_vga(struct qemu *qemu, const char *const *texts, size_t count)
{
    char arguments[96], path[PATH_BYTES], text[VGA_CELLS + 1];
    snprintf(arguments, sizeof(arguments), "{\"command-line\":\"xp /%dhx %s\"}", VGA_CELLS, VGA_ADDRESS);
    cJSON *dump = qmp_run(&qemu->qmp, "human-monitor-command", arguments);
    cr_assert(cJSON_IsString(dump));
    decode_vga(cJSON_GetStringValue(dump), text);
    cJSON_Delete(dump);
    path_format(path, "%s/screen.txt", qemu->folder);
    file_write(path, text, strlen(text));
    for (size_t i = 0; i < count && texts[i]; i++)
        if (!strstr(text, texts[i]))
            qemu_fail(qemu, "VGA text memory does not show the error: see screen.txt");
}
