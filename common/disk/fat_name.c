/* Microsoft's FAT specification 1.03, the sections on long directory entries; RFC 3629 for UTF-8, RFC 2781 for UTF-16. */
#include "common/disk/fat_name.h"
#include "common/base/string.h"

static bool is_one_of(u32 character, const char *all)
{
    for (; *all != '\0'; all++)
        if (character == (u8)*all)
            return true;
    return false;
}

static bool is_allowed(u32 character)
{
    return character >= 0x20 && (character < 0x7f || character >= 0xa0) && !is_one_of(character, "\"*:<>?/\\|");
}

/* How many bytes follow the first one of a character; 4 if it starts none. */
static u32 bytes_that_follow(u8 first)
{
    if (first < 0x80)
        return 0;
    if (first >= 0xc2 && first < 0xe0)
        return 1;
    if (first >= 0xe0 && first < 0xf0)
        return 2;
    return first >= 0xf0 && first < 0xf5 ? 3 : 4;
}

/* The character at the front, and how many bytes it has; 0 if there is none. */
static size_t decode(struct bytes utf8, u32 *character)
{
    static const u32 least[] = { 0, 0x80, 0x800, 0x10000 };
    const u32 follow = bytes_that_follow(utf8.data[0]);
    if (follow >= utf8.len || follow == 4)
        return 0;
    u32 value = follow == 0 ? utf8.data[0] : utf8.data[0] & (0x3fu >> follow);
    for (u32 i = 1; i <= follow; i++) {
        if ((utf8.data[i] & 0xc0) != 0x80)
            return 0;
        value = value << 6 | (utf8.data[i] & 0x3f);
    }
    if (value < least[follow] || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
        return 0;
    *character = value;
    return follow + 1;
}

/* False if the name is full. */
static bool add_character(struct fat_name *name, u32 character)
{
    const u32 wanted = character < 0x10000 ? 1 : 2;
    if (name->unit_count + wanted > FAT_NAME_UNITS_MAX)
        return false;
    if (wanted == 2) {
        name->units[name->unit_count++] = (u16)(0xd7c0 + (character >> 10));
        character = 0xdc00 + (character & 0x3ff);
    }
    name->units[name->unit_count++] = (u16)character;
    return true;
}

bool fat_name_read(struct bytes utf8, struct fat_name *name, size_t *position)
{
    *name = (struct fat_name) { 0 };
    for (size_t at = 0, len; at < utf8.len; at += len) {
        u32 character;
        len = decode((struct bytes) { utf8.data + at, utf8.len - at }, &character);
        *position = at;
        if (len == 0 || !is_allowed(character) || !add_character(name, character))
            return false;
    }
    if (utf8.len == 0 || is_one_of(utf8.data[utf8.len - 1], " ."))
        return false;
    return true;
}

u32 fat_name_entries(const struct fat_name *name)
{
    return 1 + (name->unit_count + LONG_CHARS - 1) / LONG_CHARS;
}
