/* The values of the manifest's lines: one spelling each, and no other. */
#include "common/base/number.h"
#include "common/base/string.h"
#include "config/manifest_keys.h"

/* All of it digits, and no zero in front: one number has one spelling. */
bool manifest_number_read(struct bytes value, u64 *number)
{
    u64 result;
    if (value.len == 0 || (value.len > 1 && value.data[0] == '0') || number_read_digits(value, 10, &result) != value.len)
        return false;
    *number = result;
    return true;
}

static bool read_path(struct bytes value, char *path)
{
    if (value.len < 2 || value.len >= MANIFEST_PATH_BYTES || value.data[0] != '/')
        return false;
    for (size_t i = 0; i < value.len; i++)
        if (value.data[i] <= ' ' || value.data[i] > '~')
            return false;
    memcpy(path, value.data, value.len);
    path[value.len] = '\0';
    return true;
}

/* 16 and more for what is no digit. */
static u32 hexadecimal_digit(u8 letter)
{
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10u : 16;
}

static bool read_digest(struct bytes value, enum digested how, struct manifest_file *file)
{
    if (value.len != 2 * sizeof(file->sha256))
        return false;
    for (size_t i = 0; i < sizeof(file->sha256); i++) {
        u32 high = hexadecimal_digit(value.data[2 * i]), low = hexadecimal_digit(value.data[2 * i + 1]);
        if (high > 15 || low > 15)
            return false;
        file->sha256[i] = (u8)(high << 4 | low);
    }
    file->digested = how;
    return true;
}

/* "yes" or "no". */
static bool read_switch(struct bytes value, bool *is_on)
{
    *is_on = value.len == 3 && memcmp(value.data, "yes", 3) == 0;
    return *is_on || (value.len == 2 && memcmp(value.data, "no", 2) == 0);
}

bool manifest_value_read(const struct manifest_key *key, struct bytes value, void *place)
{
    switch (key->value) {
    case VALUE_PATH:
        return read_path(value, ((struct manifest_file *)place)->path);
    case VALUE_NUMBER:
        return manifest_number_read(value, place);
    case VALUE_DIGEST:
        return read_digest(value, key->digested, place);
    case VALUE_LINE:
        *(struct bytes *)place = value;
        return manifest_command_line_is_valid(value);
    case VALUE_SWITCH:
        return read_switch(value, place);
    default:
        return false;
    }
}
