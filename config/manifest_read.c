/* The manifest's text to struct manifest, line by line. */
#include "common/base/number.h"
#include "common/base/string.h"
#include "config/manifest_keys.h"

struct parser {
    struct bytes rest;
    u64 line_number; /* counted from 1 */
    u32 seen;        /* a bit for each key */
    struct manifest manifest;
};

/* False if the text ends before the line does. */
static bool next_line(struct parser *parser, struct bytes *line)
{
    const struct bytes rest = parser->rest;
    for (size_t i = 0; i < rest.len; i++) {
        if (rest.data[i] == '\n') {
            *line = (struct bytes) { rest.data, i };
            parser->rest = (struct bytes) { rest.data + i + 1, rest.len - i - 1 };
            return true;
        }
    }
    return false;
}

/* "key = value", with exactly these blanks. */
static bool split(struct bytes line, struct bytes *key, struct bytes *value)
{
    for (size_t i = 0; i + 3 <= line.len; i++) {
        if (memcmp(line.data + i, " = ", 3) == 0) {
            *key = (struct bytes) { line.data, i };
            *value = (struct bytes) { line.data + i + 3, line.len - i - 3 };
            return true;
        }
    }
    return false;
}

static enum manifest_key_index find_key(struct bytes name)
{
    u32 i = 0;
    while (i < KEY_COUNT &&
           (strlen(manifest_keys[i].name) != name.len || memcmp(manifest_keys[i].name, name.data, name.len) != 0))
        i++;
    return (enum manifest_key_index)i;
}

/* All of it digits, and no zero in front: one number has one spelling. */
static bool read_number(struct bytes value, u64 *number)
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

static bool read_digest(struct bytes value, struct manifest_file *file)
{
    if (value.len != 2 * sizeof(file->sha256))
        return false;
    for (size_t i = 0; i < sizeof(file->sha256); i++) {
        u32 high = hexadecimal_digit(value.data[2 * i]), low = hexadecimal_digit(value.data[2 * i + 1]);
        if (high > 15 || low > 15)
            return false;
        file->sha256[i] = (u8)(high << 4 | low);
    }
    file->has_sha256 = true;
    return true;
}

static bool read_value(const struct manifest_key *key, struct bytes value, struct manifest *manifest)
{
    void *place = (u8 *)manifest + key->offset;
    switch (key->value) {
    case VALUE_PATH:
        return read_path(value, ((struct manifest_file *)place)->path);
    case VALUE_NUMBER:
        return read_number(value, place);
    case VALUE_DIGEST:
        return read_digest(value, place);
    case VALUE_LINE:
        *(struct bytes *)place = value;
        return manifest_command_line_is_valid(value);
    default:
        return false; /* the version is no value of the manifest */
    }
}

static struct error read_version(const struct parser *parser, struct bytes value)
{
    u64 version;
    if (!read_number(value, &version))
        return error_about(ERR_MANIFEST_VALUE, manifest_keys[KEY_VERSION].name, parser->line_number);
    return version == MANIFEST_VERSION ? OK : error_about(ERR_MANIFEST_VERSION, MANIFEST_PATH, version);
}

static struct error read_line(struct parser *parser, struct bytes line)
{
    struct bytes name, value;
    if (line.len != 0 && line.data[0] == '#')
        return OK;
    if (!split(line, &name, &value))
        return error_about(ERR_MANIFEST_LINE, MANIFEST_PATH, parser->line_number);
    enum manifest_key_index index = find_key(name);
    if (index == KEY_COUNT || (parser->seen & 1u << index) != 0)
        return error_about(ERR_MANIFEST_LINE, MANIFEST_PATH, parser->line_number);
    if (parser->seen == 0 && index != KEY_VERSION)
        return error_about(ERR_MANIFEST_KEY_MISSING, manifest_keys[KEY_VERSION].name, parser->line_number);
    parser->seen |= 1u << index;
    if (index == KEY_VERSION)
        return read_version(parser, value);
    if (!read_value(&manifest_keys[index], value, &parser->manifest))
        return error_about(ERR_MANIFEST_VALUE, manifest_keys[index].name, parser->line_number);
    return OK;
}

/* A path without a size says nothing that could be checked, a size without a path nothing at all. */
static struct error check_complete(const struct parser *parser)
{
    static const struct {
        u8 given, needed;
    } rules[] = {
        { KEY_VERSION, KEY_KERNEL },        { KEY_VERSION, KEY_KERNEL_BYTES },   { KEY_RAMDISK, KEY_RAMDISK_BYTES },
        { KEY_RAMDISK_BYTES, KEY_RAMDISK }, { KEY_RAMDISK_SHA256, KEY_RAMDISK },
    };
    if (parser->seen == 0)
        return error_about(ERR_MANIFEST_KEY_MISSING, manifest_keys[KEY_VERSION].name, parser->line_number);
    for (size_t i = 0; i < COUNT_OF(rules); i++)
        if ((parser->seen & 1u << rules[i].given) != 0 && (parser->seen & 1u << rules[i].needed) == 0)
            return error_about(ERR_MANIFEST_KEY_MISSING, manifest_keys[rules[i].needed].name, parser->line_number);
    return OK;
}

struct error manifest_read(struct bytes text, struct manifest *manifest)
{
    struct parser parser = { .rest = text, .manifest = { .command_line = { (const u8 *)"", 0 } } };
    if (text.len > MANIFEST_BYTES_MAX)
        return error_about(ERR_MANIFEST_TOO_LARGE, MANIFEST_PATH, text.len);
    while (parser.rest.len != 0) {
        struct bytes line;
        parser.line_number++;
        if (!next_line(&parser, &line))
            return error_about(ERR_MANIFEST_LINE, MANIFEST_PATH, parser.line_number);
        TRY(read_line(&parser, line));
    }
    TRY(check_complete(&parser));
    *manifest = parser.manifest;
    return OK;
}
