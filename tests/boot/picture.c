/* Reading Lintel's text off a screenshot, glyph by glyph. */
#include "tests/boot/picture.h"
#include "include/lintel/font.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GLYPH_WIDTH_PX  8
#define GLYPH_HEIGHT_PX 16
#define LINE_CHARACTERS 512

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

static bool is_glyph(const struct picture *picture, unsigned column, unsigned row, const unsigned char *glyph)
{
    for (unsigned y = 0; y < GLYPH_HEIGHT_PX; y++)
        for (unsigned x = 0; x < GLYPH_WIDTH_PX; x++) {
            bool is_set = glyph[y] >> (GLYPH_WIDTH_PX - 1 - x) & 1;
            if (is_set != is_lit(pixel_at(picture, column * GLYPH_WIDTH_PX + x, row * GLYPH_HEIGHT_PX + y)))
                return false;
        }
    return true;
}

/* The character in a cell, 0 if it shows something else. */
static char character_at(const struct picture *picture, unsigned column, unsigned row)
{
    for (char character = ' '; character < 0x7f; character++)
        if (is_glyph(picture, column, row, lintel_font_8x16[character - ' ']))
            return character;
    return 0;
}

/* One row of text as it is on the screen. */
static void read_row(const struct picture *picture, unsigned row, char *line)
{
    unsigned columns = picture->width_px / GLYPH_WIDTH_PX;
    cr_assert(columns < LINE_CHARACTERS);
    for (unsigned column = 0; column < columns; column++) {
        char character = character_at(picture, column, row);
        line[column] = (char)(character ? character : '?');
    }
    line[columns] = 0;
}

/* Where the text stands: true with its place. */
static bool find_text(const struct picture *picture, const char *text, unsigned *column, unsigned *row)
{
    char line[LINE_CHARACTERS];
    for (*row = 0; *row < picture->height_px / GLYPH_HEIGHT_PX; ++*row) {
        read_row(picture, *row, line);
        const char *found = strstr(line, text);
        if (found) {
            *column = (unsigned)(found - line);
            return true;
        }
    }
    return false;
}

/* All lit pixels of the cell are red, and there are some. */
static bool is_cell_red(const struct picture *picture, unsigned column, unsigned row)
{
    unsigned red = 0, lit = 0;
    for (unsigned y = 0; y < GLYPH_HEIGHT_PX; y++)
        for (unsigned x = 0; x < GLYPH_WIDTH_PX; x++) {
            const uint8_t *pixel = pixel_at(picture, column * GLYPH_WIDTH_PX + x, row * GLYPH_HEIGHT_PX + y);
            red += is_red(pixel);
            lit += is_lit(pixel);
        }
    return red > 0 && red == lit;
}

bool picture_shows(const struct picture *picture, const char *const *texts, size_t count)
{
    unsigned column, row;
    for (size_t i = 0; i < count && texts[i]; i++)
        if (!find_text(picture, texts[i], &column, &row) || (i == 0 && !is_cell_red(picture, column, row)))
            return false;
    return true;
}

void picture_free(struct picture *picture)
{
    free(picture->pixels);
}
