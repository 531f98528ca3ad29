/* What a failure looks like: a page that a photograph of it can carry. */
#include "common/base/string.h"
#include "common/log/log.h"
#include "common/log/screen.h"

/* Where the line ends that the text begins with, behind its line feed. */
static size_t line_bytes(struct bytes text)
{
    size_t len = 0;
    while (len < text.len && text.data[len++] != '\n')
        continue;
    return len;
}

static struct bytes without_line(struct bytes text)
{
    const size_t len = line_bytes(text);
    return (struct bytes) { text.data + len, text.len - len };
}

static u64 count_lines(struct bytes text)
{
    u64 count = 0;
    for (; text.len != 0; text = without_line(text))
        count++;
    return count;
}

/* The end of what was said, indented: as many lines as there are rows. */
static void write_log(struct bytes said)
{
    screen_keep();
    for (u64 count = count_lines(said); count > screen_rows_left(); count--)
        said = without_line(said);
    for (; said.len != 0; said = without_line(said)) {
        char buffer[LOG_LINE_BYTES + 2] = "";
        struct text line = TEXT_OF(buffer);
        text_add(&line, "  ");
        text_add_bytes(&line, (const char *)said.data, line_bytes(said));
        screen_write(buffer, line.len);
    }
}

void screen_show_failure(struct error error, struct bytes said)
{
    char number[16] = "", words[640] = "";
    struct text title = TEXT_OF(number), body = TEXT_OF(words);
    error_number(error, &title);
    error_words(error, &body);
    text_add(&body, "\n\nhint: %s\n\nmore: docs/errors.md#l%u, in Lintel's repository\n\n", error_hint(error), (u64)error.code);
    screen_clear();
    screen_write((const char *)said.data, line_bytes(said)); /* who speaks */
    screen_write_large(number);
    screen_write("\n", 1);
    screen_write(words, body.len);
    write_log(without_line(said));
}
