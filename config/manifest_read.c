/* The manifest's text to struct manifest, line by line. */
#include "common/base/string.h"
#include "config/manifest_keys.h"

struct parser {
    struct bytes rest;
    u64 line_number; /* counted from 1 */
    u32 seen;        /* a bit for each key; those of a module start anew with it */
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

static u32 find_key(struct bytes name)
{
    u32 i = 0;
    while (i < KEY_COUNT &&
           (strlen(manifest_keys[i].name) != name.len || memcmp(manifest_keys[i].name, name.data, name.len) != 0))
        i++;
    return i;
}

static struct error read_version(const struct parser *parser, struct bytes value)
{
    u64 version;
    if (!manifest_number_read(value, &version))
        return error_about(ERR_MANIFEST_VALUE, manifest_keys[KEY_VERSION].name, parser->line_number);
    return version == MANIFEST_VERSION ? OK : error_about(ERR_MANIFEST_VERSION, MANIFEST_PATH, version);
}

static bool has_seen(const struct parser *parser, u32 index)
{
    return (parser->seen & 1u << index) != 0;
}

static struct error missing(const struct parser *parser, u32 index)
{
    return error_about(ERR_MANIFEST_KEY_MISSING, manifest_keys[index].name, parser->line_number);
}

/* Before the next module starts, and at the end. */
static struct error check_module_complete(const struct parser *parser)
{
    return has_seen(parser, KEY_MODULE) && !has_seen(parser, KEY_MODULE_BYTES) ? missing(parser, KEY_MODULE_BYTES) : OK;
}

static struct error begin_module(struct parser *parser)
{
    struct manifest *manifest = &parser->manifest;
    TRY(check_module_complete(parser));
    if (manifest->module_count == manifest->module_capacity)
        return error_about(ERR_MANIFEST_TOO_LARGE, MANIFEST_PATH, parser->rest.len);
    manifest->modules[manifest->module_count++] = (struct manifest_file) { 0 };
    parser->seen &= (1u << KEY_MODULE) - 1;
    return OK;
}

/* In its folder, under a name that no module before it has. */
static struct error check_module_path(const struct parser *parser)
{
    const struct manifest *manifest = &parser->manifest;
    const struct manifest_file *last = &manifest->modules[manifest->module_count - 1];
    const char *name = manifest_module_name(last);
    if (memcmp(last->path, MODULE_FOLDER, sizeof(MODULE_FOLDER) - 1) != 0 ||
        !manifest_module_name_is_valid((struct bytes) { (const u8 *)name, strlen(name) }))
        return error_about(ERR_MANIFEST_VALUE, manifest_keys[KEY_MODULE].name, parser->line_number);
    for (const struct manifest_file *module = manifest->modules; module < last; module++)
        if (strcmp(manifest_module_name(module), name) == 0)
            return error_about(ERR_MANIFEST_LINE, MANIFEST_PATH, parser->line_number);
    return OK;
}

static void *place_of(struct parser *parser, u32 index)
{
    struct manifest *manifest = &parser->manifest;
    void *whole = index < KEY_MODULE ? (void *)manifest : &manifest->modules[manifest->module_count - 1];
    return (u8 *)whole + manifest_keys[index].offset;
}

/* A file has one, whatever it is of. */
static bool is_second_digest(struct parser *parser, u32 index)
{
    const struct manifest_file *file = place_of(parser, index);
    return manifest_keys[index].value == VALUE_DIGEST && file->digested != DIGESTED_NOT;
}

static struct error read_known(struct parser *parser, u32 index, struct bytes value)
{
    if (index == KEY_VERSION)
        return read_version(parser, value);
    if (is_second_digest(parser, index))
        return error_about(ERR_MANIFEST_LINE, MANIFEST_PATH, parser->line_number);
    if (!manifest_value_read(&manifest_keys[index], value, place_of(parser, index)))
        return error_about(ERR_MANIFEST_VALUE, manifest_keys[index].name, parser->line_number);
    return index == KEY_MODULE ? check_module_path(parser) : OK;
}

static struct error read_line(struct parser *parser, struct bytes line)
{
    struct bytes name, value;
    if (line.len != 0 && line.data[0] == '#')
        return OK;
    if (!split(line, &name, &value))
        return error_about(ERR_MANIFEST_LINE, MANIFEST_PATH, parser->line_number);
    const u32 index = find_key(name);
    if (parser->seen == 0 && index < KEY_COUNT && index != KEY_VERSION)
        return missing(parser, KEY_VERSION);
    if (index == KEY_MODULE)
        TRY(begin_module(parser));
    if (index == KEY_COUNT || has_seen(parser, index))
        return error_about(ERR_MANIFEST_LINE, MANIFEST_PATH, parser->line_number);
    if (index > KEY_MODULE && !has_seen(parser, KEY_MODULE))
        return missing(parser, KEY_MODULE);
    parser->seen |= 1u << index;
    return read_known(parser, index, value);
}

/* What is to be verified has something to be verified by: the loader does not know pieces. */
static struct error check_digests(const struct parser *parser)
{
    const struct manifest *manifest = &parser->manifest;
    if (manifest->kernel.digested != DIGESTED_WHOLE)
        return missing(parser, KEY_KERNEL_SHA256);
    if (has_seen(parser, KEY_RAMDISK) && manifest->ramdisk.digested != DIGESTED_WHOLE)
        return missing(parser, KEY_RAMDISK_SHA256);
    for (u64 i = 0; i < manifest->module_count; i++)
        if (manifest->modules[i].digested != DIGESTED_WHOLE)
            return missing(parser, KEY_MODULE_SHA256);
    return OK;
}

/* A path without a size says nothing that could be checked, a size without a path nothing at all. */
static struct error check_complete(const struct parser *parser)
{
    static const struct {
        u8 given, needed;
    } rules[] = {
        { KEY_VERSION, KEY_KERNEL },        { KEY_VERSION, KEY_KERNEL_BYTES },   { KEY_RAMDISK, KEY_RAMDISK_BYTES },
        { KEY_RAMDISK_BYTES, KEY_RAMDISK }, { KEY_RAMDISK_SHA256, KEY_RAMDISK }, { KEY_RAMDISK_PIECES, KEY_RAMDISK },
    };
    if (parser->seen == 0)
        return missing(parser, KEY_VERSION);
    for (size_t i = 0; i < COUNT_OF(rules); i++)
        if (has_seen(parser, rules[i].given) && !has_seen(parser, rules[i].needed))
            return missing(parser, rules[i].needed);
    TRY(check_module_complete(parser));
    return parser->manifest.verify ? check_digests(parser) : OK;
}

struct error manifest_read(struct bytes text, struct manifest *manifest)
{
    struct parser parser = { .rest = text, .manifest = { .command_line = { (const u8 *)"", 0 } } };
    parser.manifest.modules = manifest->modules;
    parser.manifest.module_capacity = manifest->module_capacity;
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
