/* The log's screen: a grid of characters that remembers what it shows, because a framebuffer is too slow to be asked. */
#include "common/log/screen.h"
#include "common/base/string.h"
#include "common/base/text.h"
#include "common/log/colours.h"
#include "common/log/screen_canvas.h"

/* Wider lines are hard to read; and the BIOS loader's memory is small. */
#define SCREEN_COLUMNS_MAX 160u
#define SCREEN_ROWS_MAX    160u
#define SCREEN_CELLS       (8u * 1024)

/* Text that touches a display's edge is hard to read, and may be cut off. Small screens need the room. */
#define MARGIN_COLUMNS 2u
#define MARGIN_ROWS    1u
#define ROOMY_COLUMNS  64u
#define ROOMY_ROWS     20u

enum colour { COLOUR_TEXT, COLOUR_DETAIL, COLOUR_TITLE, COLOUR_ERROR, COLOUR_WARNING, COLOUR_HINT, COLOUR_COUNT };

struct line_colour {
    const char *beginning;
    u32 rgb;
};
static const struct line_colour line_colours[COLOUR_COUNT] = {
    [COLOUR_TEXT] = { "", RGB_TEXT },
    [COLOUR_DETAIL] = { "  ", RGB_DETAIL },
    [COLOUR_TITLE] = { "Lintel", RGB_TITLE },
    [COLOUR_ERROR] = { "error", RGB_ERROR },
    [COLOUR_WARNING] = { "warning", RGB_WARNING },
    [COLOUR_HINT] = { "hint", RGB_HINT },
};

/* The screen's state is global as the log's is: an error must be able to speak from anywhere. */
static struct canvas canvas; /* columns 0: nothing is open */
static bool is_clean;        /* nothing was drawn since it was cleared: on a large screen that takes long */
static struct brush brushes[COLOUR_COUNT];
static u32 left, top, columns, rows; /* what is used of the canvas; rows 0: none is left */

static u32 cursor_column; /* `columns`: the row is full, and wraps if more comes */
static u32 cursor_row;    /* `rows`: scrolls if more comes                       */
static bool line_begins;
static enum colour line_colour;
static u32 line_indent; /* of the rows that a line is wrapped to */
static u32 status_len;  /* characters of the status line, which stands in the cursor's row */

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
static bool looks_equal(struct cell shown, struct cell wanted)
{
    return shown.character == wanted.character && (shown.colour == wanted.colour || shown.character == ' ');
}

/* Drawing is what costs, and much of a screen that scrolls stays as it is. */
static void draw(u32 column, u32 row, struct cell shown, struct cell wanted)
{
    if (looks_equal(shown, wanted))
        return;
    is_clean = false;
    canvas_draw(&canvas, &brushes[wanted.colour], left + column, top + row, shown.character, wanted.character);
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

/* The row below belongs to the same line. */
static void continue_line(void)
{
    begin_row();
    while (cursor_column < line_indent)
        put(' ');
}

/* Where the word at the end of a full row begins; `columns` if the row ends in a space, or is all one word. */
static u32 last_word(u32 row)
{
    const u8 *characters = row_text(row);
    u32 column = columns;
    while (column > 0 && characters[column - 1] != ' ')
        column--;
    return column > line_indent ? column : columns;
}

/* Goes to the next row, and takes the word along that would be broken. */
static void wrap(void)
{
    u8 word[SCREEN_COLUMNS_MAX];
    u32 start = last_word(cursor_row), len = columns - start;
    memcpy(word, row_text(cursor_row) + start, len);
    for (u32 column = columns - len; column < columns; column++)
        set_character(column, cursor_row, ' ');
    continue_line();
    for (u32 i = 0; i < len; i++)
        put(word[i]);
}

/* A space where a row ends is that end. */
static void put_wrapped(u8 character)
{
    if (cursor_column == columns && character == ' ') {
        continue_line();
        return;
    }
    if (cursor_column == columns)
        wrap();
    put(character);
}

/* Two more than the line itself has; none if it has none, or if hardly a row's text would be left. */
static u32 indent_of(const char *line, size_t len)
{
    u32 spaces = 0;
    while (spaces < len && line[spaces] == ' ')
        spaces++;
    return spaces > 0 && spaces < columns / 4 ? spaces + 2 : 0;
}

static enum colour colour_of(const char *line, size_t len)
{
    u32 colour = COLOUR_COUNT - 1;
    while (!text_begins_with(line, len, line_colours[colour].beginning))
        colour--;
    return (enum colour)colour;
}

/* A character beyond ASCII is one block: the bytes that continue it in UTF-8 show nothing. */
static bool is_shown(u8 character)
{
    return character != '\r' && (character & 0xc0) != 0x80;
}

/* A title stands apart. */
static void end_line(void)
{
    begin_row();
    if (line_colour == COLOUR_TITLE)
        begin_row();
}

static void write_character(u8 character)
{
    line_begins = character == '\n';
    if (character == '\n')
        end_line();
    else if (is_shown(character))
        put_wrapped(character == '\t' ? ' ' : character);
}

static void begin_line(const char *line, size_t len)
{
    line_colour = colour_of(line, len);
    line_indent = indent_of(line, len);
}

void screen_write(const char *data, size_t len)
{
    if (rows == 0)
        return;
    if (status_len != 0)
        screen_show_status("");
    for (size_t i = 0; i < len; i++) {
        if (line_begins)
            begin_line(data + i, len - i);
        write_character((u8)data[i]);
    }
}

void screen_show_status(const char *words)
{
    u32 len = 0;
    if (rows == 0 || cursor_column != 0)
        return;
    reach_row();
    line_colour = COLOUR_TITLE;
    for (; len < columns && words[len] != '\0'; len++)
        set_character(len, cursor_row, (u8)words[len]);
    for (u32 column = len; column < status_len; column++)
        set_character(column, cursor_row, ' ');
    status_len = len;
}

static void forget_text(void)
{
    memset(text, ' ', sizeof(text));
    memset(row_colours, COLOUR_TEXT, sizeof(row_colours));
    first_row = cursor_row = cursor_column = status_len = 0;
    line_begins = true;
}

/* What is shown stays there, whatever comes: the rows below it are a smaller screen. */
static void leave_rows(u32 count)
{
    top += count;
    rows -= count;
    forget_text();
}

void screen_keep(void)
{
    leave_rows(cursor_row);
}

void screen_write_large(const char *words)
{
    const u32 len = (u32)strlen(words);
    if (cursor_row + 2 >= rows || 2 * len > columns) {
        screen_write(words, len);
        screen_write("\n", 1);
        return;
    }
    screen_keep();
    is_clean = false;
    for (u32 i = 0; i < len; i++)
        canvas_draw_large(&canvas, &brushes[colour_of(words, len)], left + 2 * i, top, (u8)words[i]);
    leave_rows(2);
}

u32 screen_rows_left(void)
{
    return rows - cursor_row;
}

static bool is_open_already(const struct canvas *wanted)
{
    return canvas.pixels == wanted->pixels && canvas.pitch_bytes == wanted->pitch_bytes &&
           canvas.pixel_bytes == wanted->pixel_bytes && canvas.columns == wanted->columns && canvas.rows == wanted->rows;
}

static void use_canvas(void)
{
    const bool is_roomy = canvas.columns >= ROOMY_COLUMNS && canvas.rows >= ROOMY_ROWS;
    left = is_roomy ? MARGIN_COLUMNS : 0;
    top = is_roomy ? MARGIN_ROWS : 0;
    columns = (u32)min_u64(canvas.columns - 2 * left, SCREEN_COLUMNS_MAX);
    rows = (u32)min_u64(canvas.rows - 2 * top, min_u64(SCREEN_CELLS / columns, SCREEN_ROWS_MAX));
}

void screen_clear(void)
{
    if (canvas.columns == 0 || is_clean)
        return;
    use_canvas();
    canvas_clear(&canvas);
    forget_text();
    is_clean = true;
}

void screen_open(const struct boot_framebuffer *framebuffer, void *pixels)
{
    struct canvas wanted;
    bool is_drawable = canvas_open(framebuffer, pixels, &wanted);
    if (is_drawable && is_open_already(&wanted))
        return;
    canvas = is_drawable ? wanted : (struct canvas) { 0 };
    rows = cursor_row = 0;
    if (!is_drawable)
        return;
    for (u32 colour = 0; colour < COLOUR_COUNT; colour++)
        brush_mix(&canvas, framebuffer, line_colours[colour].rgb, &brushes[colour]);
    is_clean = false;
    screen_clear();
}
