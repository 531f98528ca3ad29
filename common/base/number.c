/* Digits and units to numbers; what does not fit in 64 bits is none. */
#include "common/base/number.h"
#include "common/base/checked.h"

#define NO_DIGIT 255

static u8 digit_value(u8 letter)
{
    if (letter >= '0' && letter <= '9')
        return (u8)(letter - '0');
    if (letter >= 'a' && letter <= 'f')
        return (u8)(letter - 'a' + 10);
    if (letter >= 'A' && letter <= 'F')
        return (u8)(letter - 'A' + 10);
    return NO_DIGIT;
}

size_t number_read_digits(struct bytes text, u32 base, u64 *number)
{
    u64 value = 0;
    size_t len = 0;
    for (; len < text.len && digit_value(text.data[len]) < base; len++)
        if (!checked_multiply(value, base, &value) || !checked_add(value, digit_value(text.data[len]), &value))
            return 0;
    if (len > 0)
        *number = value;
    return len;
}

static u64 unit_of(u8 letter)
{
    switch (letter) {
    case 'K':
    case 'k':
        return KIB_BYTES;
    case 'M':
    case 'm':
        return MIB_BYTES;
    case 'G':
    case 'g':
        return GIB_BYTES;
    case 'T':
    case 't':
        return 1024 * GIB_BYTES;
    default:
        return 1;
    }
}

size_t number_read_size(struct bytes text, u64 *number)
{
    const bool is_hexadecimal = text.len >= 2 && text.data[0] == '0' && text.data[1] == 'x';
    const size_t prefix_len = is_hexadecimal ? 2 : 0;
    const struct bytes digits = { text.data + prefix_len, text.len - prefix_len };
    u64 count;
    const size_t digits_len = number_read_digits(digits, is_hexadecimal ? 16 : 10, &count);
    if (digits_len == 0)
        return 0;
    const u64 unit = digits_len < digits.len ? unit_of(digits.data[digits_len]) : 1;
    if (!checked_multiply(count, unit, number))
        return 0;
    return prefix_len + digits_len + (unit != 1);
}
