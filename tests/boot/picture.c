/* Reading Lintel's text off a screenshot, glyph by glyph. */
#include "tests/boot/picture.h"
#include "include/lintel/font.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GLYPH_WIDTH_PX  8
#define GLYPH_HEIGHT_PX 16

/* Binary PPM with three numbers in its header, as QEMU writes it. */
struct picture picture_read(const char *path)
{
    struct picture picture;
    FILE *file = fopen(path, "rb");
    cr_assert(file != NULL, "%s is not there", path);
    cr_assert(fscanf(file, "P6 %u %u 255", &picture.width_px, &picture.height_px) == 2 && fgetc(file) == '\n');
    cr_assert(picture.width_px < 10000 && picture.height_px < 10000);
    size_t bytes = 3 * (size_t)picture.width_px * picture.height_px;
    picture.pixels = malloc(bytes);
    cr_assert(picture.pixels && fread(picture.pixels, 1, bytes, file) == bytes, "%s is cut short", path);
    fclose(file);
    return picture;
}

static const uint8_t *pixel_at(const struct picture *picture, unsigned x_px, unsigned y_px)
{
    return &picture->pixels[3 * ((size_t)y_px * picture->width_px + x_px)];
}

static bool is_lit(const uint8_t *pixel)
{
    return pixel[0] | pixel[1] | pixel[2];
}

static bool is_red(const uint8_t *pixel)
{
    return pixel[0] > 150 && pixel[1] < pixel[0] / 2 && pixel[2] < pixel[0] / 2;
}

/* A place for one glyph: its corner, and how large a glyph's pixels are. */
struct cell {
    unsigned x_px, y_px, scale;
};

static const uint8_t *cell_pixel(const struct picture *picture, struct cell cell, unsigned x, unsigned y)
{
    return pixel_at(picture, cell.x_px + x, cell.y_px + y);
}

static bool is_glyph(const struct picture *picture, struct cell cell, const unsigned char *glyph)
{
    for (unsigned y = 0; y < GLYPH_HEIGHT_PX * cell.scale; y++)
        for (unsigned x = 0; x < GLYPH_WIDTH_PX * cell.scale; x++) {
            bool is_set = glyph[y / cell.scale] >> (GLYPH_WIDTH_PX - 1 - x / cell.scale) & 1;
            if (is_set != is_lit(cell_pixel(picture, cell, x, y)))
                return false;
        }
    return true;
}

/* The character in a cell, '?' if it shows something else. */
static char character_at(const struct picture *picture, struct cell cell)
{
    for (char character = ' '; character < 0x7f; character++)
        if (is_glyph(picture, cell, lintel_font_8x16[character - ' ']))
            return character;
    return '?';
}

/* As Lintel chooses it: the largest that leaves 80 columns and 25 rows, at most 4. */
static unsigned scale_of(const struct picture *picture)
{
    unsigned scale = 4;
    while (scale > 1 && (picture->width_px < 80 * GLYPH_WIDTH_PX * scale || picture->height_px < 25 * GLYPH_HEIGHT_PX * scale))
        scale--;
    return scale;
}

/* Words with one space between them. */
static void add_character(char *words, size_t *len, char character)
{
    if (character != ' ' || (*len > 0 && words[*len - 1] != ' '))
        words[(*len)++] = character;
}

/* All rows of cells, one behind the other: a line that was wrapped at a space is whole again. */
static char *words_of(const struct picture *picture)
{
    struct cell cell = { 0, 0, scale_of(picture) };
    const unsigned width_px = GLYPH_WIDTH_PX * cell.scale, height_px = GLYPH_HEIGHT_PX * cell.scale;
    char *words = malloc((size_t)(picture->width_px / width_px + 1) * (picture->height_px / height_px) + 1);
    size_t len = 0;
    cr_assert(words != NULL);
    for (; cell.y_px + height_px <= picture->height_px; cell.y_px += height_px) {
        for (cell.x_px = 0; cell.x_px + width_px <= picture->width_px; cell.x_px += width_px)
            add_character(words, &len, character_at(picture, cell));
        add_character(words, &len, ' ');
    }
    words[len] = 0;
    return words;
}

bool picture_shows(const struct picture *picture, const char *const *texts, size_t count)
{
    char *words = words_of(picture);
    bool is_shown = true;
    for (size_t i = 0; i < count && texts[i]; i++)
        is_shown = is_shown && strstr(words, texts[i]);
    free(words);
    return is_shown;
}

/* All lit pixels of the cell are red, and there are some. */
static bool is_cell_red(const struct picture *picture, struct cell cell)
{
    unsigned red = 0, lit = 0;
    for (unsigned y = 0; y < GLYPH_HEIGHT_PX * cell.scale; y++)
        for (unsigned x = 0; x < GLYPH_WIDTH_PX * cell.scale; x++) {
            red += is_red(cell_pixel(picture, cell, x, y));
            lit += is_lit(cell_pixel(picture, cell, x, y));
        }
    return red > 0 && red == lit;
}

/* The text stands here, one glyph beside the other. */
static bool stands_at(const struct picture *picture, struct cell cell, const char *text)
{
    for (; *text; text++, cell.x_px += GLYPH_WIDTH_PX * cell.scale) {
        if (cell.x_px + GLYPH_WIDTH_PX * cell.scale > picture->width_px || character_at(picture, cell) != *text)
            return false;
        if (*text != ' ' && !is_cell_red(picture, cell))
            return false;
    }
    return true;
}

bool picture_shows_large_in_red(const struct picture *picture, const char *text)
{
    const unsigned scale = scale_of(picture), step_x_px = GLYPH_WIDTH_PX * scale, step_y_px = GLYPH_HEIGHT_PX * scale;
    struct cell cell = { 0, 0, 2 * scale };
    for (; cell.y_px + 2 * step_y_px <= picture->height_px; cell.y_px += step_y_px)
        for (cell.x_px = 0; cell.x_px < picture->width_px; cell.x_px += step_x_px)
            if (stands_at(picture, cell, text))
                return true;
    return false;
}

void picture_free(struct picture *picture)
{
    free(picture->pixels);
}
