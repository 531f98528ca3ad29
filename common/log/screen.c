/* The log's screen: a grid of characters that remembers what it shows, because a framebuffer is too slow to be asked. */
#include "common/log/screen.h"
#include "common/base/string.h"
#include "common/log/screen_canvas.h"

/* Wider lines are hard to read; and the BIOS loader's memory is small. */
#define SCREEN_COLUMNS_MAX 160u
#define SCREEN_ROWS_MAX    160u
#define SCREEN_CELLS       (8u * 1024)

enum colour { COLOUR_TEXT, COLOUR_ERROR, COLOUR_WARNING, COLOUR_HINT, COLOUR_COUNT };

struct line_colour {
    const char *beginning;
    u32 rgb;
};
static const struct line_colour line_colours[COLOUR_COUNT] = {
    [COLOUR_TEXT] = { "", 0xd0d0d0 },
    [COLOUR_ERROR] = { "error", 0xff6060 },
    [COLOUR_WARNING] = { "warning", 0xf0d050 },
    [COLOUR_HINT] = { "hint", 0x50d8e8 },
};

/* The screen's state is global as the log's is: an error must be able to speak from anywhere. */
static struct canvas canvas; /* columns 0: nothing is open */
static struct brush brushes[COLOUR_COUNT];
static u32 columns, rows; /* what is used of the canvas */

static u32 cursor_column; /* `columns`: the row is full, and wraps if more comes */
static u32 cursor_row;    /* `rows`: scrolls if more comes                       */
static bool line_begins;
static enum colour line_colour;

/* A ring of rows, so that scrolling moves no text. A row holds (part of) one line, and has its colour. */
static u8 text[SCREEN_CELLS];
static u8 row_colours[SCREEN_ROWS_MAX];
static u32 first_row;

/* What one place of the screen shows, or should. */
struct cell {
    u8 character, colour;
};
static const struct cell blank = { ' ', COLOUR_TEXT };

static u32 ring_row(u32 row)
{
    u32 index = first_row + row;
    return index < rows ? index : index - rows;
}

static u8 *row_text(u32 row)
{
    return &text[(size_t)ring_row(row) * columns];
}

static struct cell cell_at(u32 column, u32 row)
{
    return (struct cell) { row_text(row)[column], row_colours[ring_row(row)] };
}

/* Spaces look the same in every colour. */
static bool looks_equal(struct cell left, struct cell right)
{
    return left.character == right.character && (left.colour == right.colour || left.character == ' ');
}

/* Drawing is what costs, and much of a screen that scrolls stays as it is. */
static void draw(u32 column, u32 row, struct cell shown, struct cell wanted)
{
    if (!looks_equal(shown, wanted))
        canvas_draw(&canvas, &brushes[wanted.colour], column, row, shown.character, wanted.character);
}

static void set_character(u32 column, u32 row, u8 character)
{
    struct cell wanted = { character, (u8)line_colour };
    draw(column, row, cell_at(column, row), wanted);
    row_text(row)[column] = character;
    row_colours[ring_row(row)] = wanted.colour;
}

/* A quarter of the screen at once: each time costs a redraw of what changes. */
static void scroll(void)
{
    u32 lost = rows / 4 + 1;
    for (u32 row = 0; row < rows; row++)
        for (u32 column = 0; column < columns; column++)
            draw(column, row, cell_at(column, row), row + lost < rows ? cell_at(column, row + lost) : blank);
    for (u32 row = 0; row < lost; row++)
        memset(row_text(row), ' ', columns);
    first_row = ring_row(lost);
    cursor_row -= lost;
}

/* Late, so that a line's end at the bottom does not yet cost the rows at the top. */
static void reach_row(void)
{
    if (cursor_row == rows)
        scroll();
}

static void begin_row(void)
{
    reach_row();
    cursor_row++;
    cursor_column = 0;
}

static void put(u8 character)
{
    reach_row();
    set_character(cursor_column++, cursor_row, character);
}

/* Where the word at the end of a full row begins; `columns` if the row ends in a space, 0 if it is all one word. */
static u32 last_word(u32 row)
{
    const u8 *characters = row_text(row);
    u32 column = columns;
    while (column > 0 && characters[column - 1] != ' ')
        column--;
    return column;
}

/* Goes to the next row, and takes the word along that would be broken. */
static void wrap(void)
{
    u8 word[SCREEN_COLUMNS_MAX];
    u32 start = last_word(cursor_row), len = start == 0 ? 0 : columns - start;
    memcpy(word, row_text(cursor_row) + start, len);
    for (u32 column = columns - len; column < columns; column++)
        set_character(column, cursor_row, ' ');
    begin_row();
    for (u32 i = 0; i < len; i++)
        put(word[i]);
}

/* A space where a row ends is that end. */
static void put_wrapped(u8 character)
{
    if (cursor_column == columns && character == ' ') {
        begin_row();
        return;
    }
    if (cursor_column == columns)
        wrap();
    put(character);
}

static bool begins_with(const char *data, size_t len, const char *beginning)
{
    size_t beginning_len = strlen(beginning);
    return len >= beginning_len && memcmp(data, beginning, beginning_len) == 0;
}

static enum colour colour_of(const char *line, size_t len)
{
    u32 colour = COLOUR_COUNT - 1;
    while (!begins_with(line, len, line_colours[colour].beginning))
        colour--;
    return (enum colour)colour;
}

/* A character beyond ASCII is one block: the bytes that continue it in UTF-8 show nothing. */
static bool is_shown(u8 character)
{
    return character != '\r' && (character & 0xc0) != 0x80;
}

static void write_character(u8 character)
{
    line_begins = character == '\n';
    if (character == '\n')
        begin_row();
    else if (is_shown(character))
        put_wrapped(character == '\t' ? ' ' : character);
}

void screen_write(const char *data, size_t len)
{
    if (canvas.columns == 0)
        return;
    for (size_t i = 0; i < len; i++) {
        if (line_begins)
            line_colour = colour_of(data + i, len - i);
        write_character((u8)data[i]);
    }
}

static void forget_text(void)
{
    memset(text, ' ', sizeof(text));
    first_row = cursor_row = cursor_column = 0;
    line_begins = true;
}

static bool is_open_already(const struct canvas *wanted)
{
    return canvas.columns != 0 && canvas.pixels == wanted->pixels && canvas.pitch_bytes == wanted->pitch_bytes &&
           canvas.pixel_bytes == wanted->pixel_bytes && canvas.columns == wanted->columns && canvas.rows == wanted->rows;
}

void screen_open(const struct boot_framebuffer *framebuffer, void *pixels)
{
    struct canvas wanted;
    bool is_drawable = canvas_open(framebuffer, pixels, &wanted);
    if (is_drawable && is_open_already(&wanted))
        return;
    canvas = is_drawable ? wanted : (struct canvas) { 0 };
    if (!is_drawable)
        return;
    columns = (u32)min_u64(canvas.columns, SCREEN_COLUMNS_MAX);
    rows = (u32)min_u64(canvas.rows, min_u64(SCREEN_CELLS / columns, SCREEN_ROWS_MAX));
    for (u32 colour = 0; colour < COLOUR_COUNT; colour++)
        brush_mix(&canvas, framebuffer, line_colours[colour].rgb, &brushes[colour]);
    canvas_clear(&canvas);
    forget_text();
}
