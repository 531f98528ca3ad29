/* The Unicode Standard 15, table 3-7: which bytes may follow which. */
#include "tools/base/utf8.h"
#include <string.h>

static bool is_ascii_allowed(u8 byte)
{
    return (byte >= 0x20 && byte != 0x7f) || byte == '\t' || byte == '\n' || byte == '\r';
}

static size_t len_by_first_byte(u8 byte)
{
    if (byte >= 0xc2 && byte <= 0xdf)
        return 2;
    if (byte >= 0xe0 && byte <= 0xef)
        return 3;
    return byte >= 0xf0 && byte <= 0xf4 ? 4 : 0;
}

/* Neither the shortest form's longer brothers, nor surrogates, nor what lies behind U+10FFFF. */
static bool is_second_allowed(u8 first, u8 second)
{
    const u8 least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    const u8 most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    return second >= least && second <= most;
}

/* U+FFFE and U+FFFF, and U+0080 to U+009F, which are control characters to a terminal. */
static bool is_unwanted(const u8 *character)
{
    return (character[0] == 0xc2 && character[1] < 0xa0) ||
           (character[0] == 0xef && character[1] == 0xbf && character[2] >= 0xbe);
}

size_t utf8_character_len(struct bytes text)
{
    if (text.len == 0)
        return 0;
    if (text.data[0] < 0x80)
        return is_ascii_allowed(text.data[0]) ? 1 : 0;
    const size_t len = len_by_first_byte(text.data[0]);
    if (len == 0 || len > text.len || !is_second_allowed(text.data[0], text.data[1]))
        return 0;
    for (size_t i = 2; i < len; i++)
        if ((text.data[i] & 0xc0) != 0x80)
            return 0;
    return is_unwanted(text.data) ? 0 : len;
}

void utf8_clean_line(char *line)
{
    const struct bytes text = { (const u8 *)line, strlen(line) };
    size_t kept = 0;
    for (size_t i = 0; i < text.len;) {
        const size_t len = utf8_character_len((struct bytes) { text.data + i, text.len - i });
        const bool is_kept = len > 0 && text.data[i] >= 0x20;
        if (is_kept) {
            memmove(line + kept, line + i, len);
            kept += len;
        }
        i += len > 0 ? len : 1;
    }
    line[kept] = '\0';
}
