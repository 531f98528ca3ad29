/* A formatter of four conversions; each is a function of its own. */
#include "common/base/text.h"
#include "common/base/string.h"

void text_add_bytes(struct text *text, const char *data, size_t len)
{
    size_t room = text->capacity - text->len - 1;
    size_t taken = len < room ? len : room;
    if (taken > 0) /* an empty view may have no data at all */
        memcpy(text->data + text->len, data, taken);
    text->len += taken;
    text->data[text->len] = '\0';
}

static void add_number(struct text *text, u64 number, u64 base)
{
    char digits[20];
    size_t start = sizeof(digits);
    do {
        digits[--start] = "0123456789abcdef"[number % base];
        number /= base;
    } while (number != 0);
    text_add_bytes(text, digits + start, sizeof(digits) - start);
}

static void add_hexadecimal(struct text *text, u64 number)
{
    text_add_bytes(text, "0x", 2);
    add_number(text, number, 16);
}

/* The largest unit that leaves a whole number, so that nothing is rounded away. */
static void add_size(struct text *text, u64 bytes)
{
    static const char units[][7] = { " bytes", " KiB", " MiB", " GiB", " TiB" };
    size_t unit = 0;
    while (bytes != 0 && bytes % 1024 == 0 && unit + 1 < COUNT_OF(units)) {
        bytes /= 1024;
        unit++;
    }
    add_number(text, bytes, 10);
    text_add_bytes(text, units[unit], strlen(units[unit]));
}

static bool is_conversion(char letter)
{
    return letter == 's' || letter == 'u' || letter == 'x' || letter == 'b';
}

static void add_converted(struct text *text, char conversion, struct text_value value)
{
    switch (conversion) {
    case 's':
        if (value.string != NULL)
            text_add_bytes(text, value.string, strlen(value.string));
        break;
    case 'u':
        add_number(text, value.number, 10);
        break;
    case 'x':
        add_hexadecimal(text, value.number);
        break;
    default:
        add_size(text, value.number);
    }
}

void text_add_values(struct text *text, const struct text_value *values)
{
    const char *format = values++->string;
    for (; *format != '\0'; format++) {
        if (*format == '%' && is_conversion(format[1])) {
            add_converted(text, *++format, *values++);
        } else {
            text_add_bytes(text, format, 1);
        }
    }
}

bool text_begins_with(const char *data, size_t len, const char *beginning)
{
    const size_t beginning_len = strlen(beginning);
    return len >= beginning_len && memcmp(data, beginning, beginning_len) == 0;
}

void text_expand(struct text *text, const char *format, const char *subject, u64 number)
{
    const struct text_value value = { subject, number };
    for (; *format != '\0'; format++) {
        if (*format == '%' && is_conversion(format[1]))
            add_converted(text, *++format, value);
        else
            text_add_bytes(text, format, 1);
    }
}
