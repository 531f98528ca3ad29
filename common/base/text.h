/* Text in a fixed buffer, and the loader's one formatter. Freestanding: no stdio, no allocation; what does not fit is cut. */
#ifndef COMMON_BASE_TEXT_H
#define COMMON_BASE_TEXT_H
#include "common/base/bytes.h"
#include "common/base/types.h"

struct text {
    char *data; /* always ends in NUL */
    size_t capacity;
    size_t len; /* without the NUL */
};

/* struct text line = TEXT_OF(buffer); with `char buffer[160] = "";` */
#define TEXT_OF(array)                                                                                                           \
    {                                                                                                                            \
        .data = (array), .capacity = sizeof(array), .len = 0                                                                     \
    }

/* One argument of text_add: a string or a number, told apart by its type when it is compiled. */
struct text_value {
    const char *string;
    u64 number;
};

static inline struct text_value text_value_string(const char *string)
{
    return (struct text_value) { string, 0 };
}
static inline struct text_value text_value_number(u64 number)
{
    return (struct text_value) { NULL, number };
}

#define TEXT_VALUE(x)                                    _Generic((x), const char * : text_value_string, char * : text_value_string, default : text_value_number)(x)
#define TEXT_VALUES_1(a)                                 TEXT_VALUE(a)
#define TEXT_VALUES_2(a, ...)                            TEXT_VALUE(a), TEXT_VALUES_1(__VA_ARGS__)
#define TEXT_VALUES_3(a, ...)                            TEXT_VALUE(a), TEXT_VALUES_2(__VA_ARGS__)
#define TEXT_VALUES_4(a, ...)                            TEXT_VALUE(a), TEXT_VALUES_3(__VA_ARGS__)
#define TEXT_VALUES_5(a, ...)                            TEXT_VALUE(a), TEXT_VALUES_4(__VA_ARGS__)
#define TEXT_VALUES_6(a, ...)                            TEXT_VALUE(a), TEXT_VALUES_5(__VA_ARGS__)
#define TEXT_VALUES_7(a, ...)                            TEXT_VALUE(a), TEXT_VALUES_6(__VA_ARGS__)
#define TEXT_PICK(_1, _2, _3, _4, _5, _6, _7, name, ...) name
#define TEXT_VALUES(...)                                                                                                         \
    (const struct text_value[])                                                                                                  \
    {                                                                                                                            \
        TEXT_PICK(__VA_ARGS__, TEXT_VALUES_7, TEXT_VALUES_6, TEXT_VALUES_5, TEXT_VALUES_4, TEXT_VALUES_3, TEXT_VALUES_2,         \
                  TEXT_VALUES_1, 0)                                                                                              \
        (__VA_ARGS__)                                                                                                            \
    }

/* text_add(text, format, up to 6 arguments) appends; in the format %s is a string, %u a decimal number, %x a hexadecimal one with
 * 0x, %b a size such as 16 MiB. */
#define text_add(text, ...) text_add_values((text), TEXT_VALUES(__VA_ARGS__))

/* `values[0]` is the format. */
void text_add_values(struct text *text, const struct text_value *values);
void text_add_bytes(struct text *text, const char *data, size_t len);

/* Whether these bytes begin with that string. */
bool text_begins_with(const char *data, size_t len, const char *beginning);

/* Appends an error's sentence: every %s is `subject`, every number `number`. */
void text_expand(struct text *text, const char *format, const char *subject, u64 number);

#endif
