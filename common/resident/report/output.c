/* The report's two outputs. A line that has no more room on the screen is not shown: what comes first matters most. */
#include "common/resident/report/output.h"
#include "common/base/string.h"
#include "common/base/text.h"
#include "common/cpu/ports.h"
#include "common/cpu/x86.h"
#include "common/log/colours.h"

#define UART_STATUS     (COM1 + 5)
#define STATUS_CAN_SEND 0x20
#define WAIT_LIMIT      100000 /* a UART that died must not hang the report: it is waited for once */

#define MARGIN_COLUMNS 2
#define MARGIN_ROWS    1

void output_to_ports(struct output *output, const struct resident_facts *facts)
{
    output->facts = facts;
    output->is_serial_dead = false;
    output->canvas.columns = 0;
}

bool output_to_screen(struct output *output, const struct resident_facts *facts)
{
    output->facts = facts;
    output->row = MARGIN_ROWS;
    if (facts->framebuffer.address == NULL || !canvas_open(&facts->framebuffer, facts->framebuffer.address, &output->canvas) ||
        output->canvas.columns <= 2 * MARGIN_COLUMNS)
        return false;
    canvas_clear(&output->canvas);
    return true;
}

static void send(struct output *output, u8 byte)
{
    if (output->facts->debugcon)
        out_u8(DEBUGCON, byte);
    if (!output->facts->serial || output->is_serial_dead)
        return;
    u32 tries = 0;
    while (tries < WAIT_LIMIT && (in_u8(UART_STATUS) & STATUS_CAN_SEND) == 0)
        tries++;
    output->is_serial_dead = tries == WAIT_LIMIT;
    out_u8(COM1, byte);
}

static void send_line(struct output *output, const char *line, size_t len)
{
    for (size_t i = 0; i < len; i++)
        send(output, (u8)line[i]);
    send(output, '\r');
    send(output, '\n');
}

static u32 colour_of(const char *line, size_t len)
{
    if (text_begins_with(line, len, "error"))
        return RGB_ERROR;
    if (text_begins_with(line, len, "hint"))
        return RGB_HINT;
    return text_begins_with(line, len, "  ") ? RGB_DETAIL : RGB_TEXT;
}

static void take_colour(struct output *output, u32 rgb)
{
    brush_mix(&output->canvas, &output->facts->framebuffer, rgb, &output->brush);
}

/* How much of the line fits into a row: up to its last space, if it is longer. */
static size_t row_len(const char *line, size_t len, size_t columns)
{
    if (len <= columns)
        return len;
    size_t end = columns;
    while (end > 0 && line[end] != ' ')
        end--;
    return end > 0 ? end : columns;
}

static void draw_row(struct output *output, const char *line, size_t len)
{
    for (u32 i = 0; i < len; i++)
        canvas_draw(&output->canvas, &output->brush, MARGIN_COLUMNS + i, output->row, ' ', (u8)line[i]);
    output->row++;
}

static void draw_wrapped(struct output *output, const char *line, size_t len)
{
    const size_t columns = output->canvas.columns - 2 * MARGIN_COLUMNS;
    do {
        if (output->row >= output->canvas.rows)
            return;
        const size_t taken = row_len(line, len, columns);
        draw_row(output, line, taken);
        line += taken;
        len -= taken;
        if (len > 0 && *line == ' ') { /* where a row ends is that space */
            line++;
            len--;
        }
    } while (len > 0);
}

enum { NUMBER_LEN = 10, BEGINNING_LEN = NUMBER_LEN + 2 };

static bool has_room_for_headline(const struct output *output)
{
    return output->row + 2 <= output->canvas.rows && 2 * (MARGIN_COLUMNS + NUMBER_LEN) <= output->canvas.columns;
}

/* "error L801: ..." as the loader shows its own failures: the number large, the sentence below. */
static void draw_headline(struct output *output, const char *line, size_t len)
{
    for (u32 i = 0; i < NUMBER_LEN; i++)
        canvas_draw_large(&output->canvas, &output->brush, MARGIN_COLUMNS + 2 * i, output->row, (u8)line[i]);
    output->row += 3;
    take_colour(output, RGB_TEXT);
    draw_wrapped(output, line + BEGINNING_LEN, len - BEGINNING_LEN);
}

static void draw_line(struct output *output, const char *line, size_t len)
{
    take_colour(output, colour_of(line, len));
    if (text_begins_with(line, len, "error L") && has_room_for_headline(output))
        draw_headline(output, line, len);
    else if (len > 0)
        draw_wrapped(output, line, len);
}

void output_line(struct output *output, const char *line, size_t len)
{
    if (output->canvas.columns == 0)
        send_line(output, line, len);
    else
        draw_line(output, line, len);
}
