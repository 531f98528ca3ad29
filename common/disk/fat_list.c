/* Long names are put together here, while fat_directory.c only compares them as they come by. */
#include "common/disk/fat_list.h"
#include "common/disk/fat_chain.h"
#include "common/disk/fat_directory.h"

static bool is_high_surrogate(u32 unit)
{
    return unit >= 0xd800 && unit < 0xdc00;
}

static bool is_low_surrogate(u32 unit)
{
    return unit >= 0xdc00 && unit < 0xe000;
}

/* Also those of 8 bits: a terminal may obey them. */
static bool is_control(u32 character)
{
    return character < 0x20 || (character >= 0x7f && character < 0xa0);
}

/* As UTF-8 (RFC 3629), where `name` has room for it. */
static size_t encode(u32 character, char *name)
{
    if (character < 0x80) {
        name[0] = (char)character;
        return 1;
    }
    const u32 follow = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    name[0] = (char)((0xf0u << (3 - follow) & 0xf0) | character >> 6 * follow);
    for (u32 i = 1; i <= follow; i++)
        name[i] = (char)(0x80 | (character >> 6 * (follow - i) & 0x3f));
    return follow + 1;
}

static void spell_units(const u16 *units, u32 count, char name[FAT_UTF8_NAME_BYTES])
{
    size_t len = 0;
    for (u32 i = 0; i < count && units[i] != 0 && len + 4 < FAT_UTF8_NAME_BYTES; i++) {
        u32 character = units[i];
        if (is_high_surrogate(character) && i + 1 < count && is_low_surrogate(units[i + 1]))
            character = 0x10000 + ((character & 0x3ff) << 10) + (units[++i] & 0x3ff);
        else if (is_high_surrogate(character) || is_low_surrogate(character) || is_control(character) || character == '/')
            character = '?';
        len += encode(character, name + len);
    }
    name[len] = '\0';
}

static char spell_letter(u8 letter, bool is_small)
{
    if (letter < 0x20 || letter >= 0x7f || letter == '/')
        return '?';
    return (char)(is_small && letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter);
}

/* Base and extension may each be in small letters. */
static void spell_short(const u8 *entry, char name[FAT_UTF8_NAME_BYTES])
{
    u8 letters[FAT_SHORT_NAME_MAX], case_bit = DIRENT_SMALL_BASE;
    const size_t len = fat_spell_short_name(entry, letters);
    for (size_t i = 0; i < len; i++) {
        if (letters[i] == '.')
            case_bit = DIRENT_SMALL_EXTENSION;
        name[i] = spell_letter(letters[i], (entry[DIRENT_CASE] & case_bit) != 0);
    }
    name[len] = '\0';
}

static void see_long_part(struct fat_listing *listing, const u8 *entry)
{
    const u8 part = entry[LONG_SEQUENCE] & LONG_SEQUENCE_MASK; /* from 1 */
    if ((entry[LONG_SEQUENCE] & LONG_SEQUENCE_LAST) != 0) {
        listing->parts = listing->parts_left = part <= FAT_LONG_PARTS_MAX ? part : 0;
        listing->checksum = entry[LONG_CHECKSUM];
    }
    if (part == 0 || part != listing->parts_left || entry[LONG_CHECKSUM] != listing->checksum) {
        listing->parts = 0;
        return;
    }
    listing->parts_left--;
    for (u32 i = 0; i < LONG_CHARS; i++)
        listing->units[(part - 1u) * LONG_CHARS + i] = load_u16(entry + fat_long_offsets[i]);
}

/* A file or directory; the long name before it is its own or nobody's. */
static void see_short(struct fat_listing *listing, const u8 *entry, struct fat_listed *listed)
{
    const bool has_long = listing->parts > 0 && listing->parts_left == 0 && listing->checksum == fat_short_checksum(entry);
    if (has_long)
        spell_units(listing->units, listing->parts * LONG_CHARS, listed->name);
    else
        spell_short(entry, listed->name);
    const u32 high = listing->volume->kind == 32 ? load_u16(entry + DIRENT_CLUSTER_HIGH) : 0;
    listed->is_directory = (entry[DIRENT_ATTRIBUTES] & ATTRIBUTE_DIRECTORY) != 0;
    listed->cluster = high << 16 | load_u16(entry + DIRENT_CLUSTER_LOW);
    listed->bytes = load_u32(entry + DIRENT_SIZE);
    listed->offset = listing->offset;
    listed->parts = has_long ? listing->parts : 0;
}

/* True if `listed` is one to be shown. */
static bool see_entry(struct fat_listing *listing, const u8 *entry, struct fat_listed *listed)
{
    const u8 attributes = entry[DIRENT_ATTRIBUTES];
    if (entry[0] != DIRENT_DELETED && (attributes & ATTRIBUTE_LONG_NAME_MASK) == ATTRIBUTE_LONG_NAME) {
        see_long_part(listing, entry);
        return false;
    }
    const bool is_shown = entry[0] != DIRENT_DELETED && entry[0] != '.' && (attributes & ATTRIBUTE_VOLUME_LABEL) == 0;
    if (is_shown)
        see_short(listing, entry, listed);
    listing->parts = 0;
    return is_shown;
}

struct error fat_list_root(struct fat_volume *volume, const char *path, struct fat_listing *listing)
{
    *listing = (struct fat_listing) { .volume = volume, .cluster = volume->root_cluster };
    return fat_open_root(volume, path, &listing->directory);
}

struct error fat_list_directory(struct fat_volume *volume, const char *path, u32 cluster, struct fat_listing *listing)
{
    *listing = (struct fat_listing) { .volume = volume, .cluster = cluster };
    return fat_open_directory(volume, path, cluster, &listing->directory);
}

struct error fat_list_next(struct fat_listing *listing, struct fat_listed *listed, bool *is_found)
{
    u8 entry[DIRENT_BYTES];
    *is_found = false;
    while (!*is_found && listing->directory.bytes - listing->offset >= sizeof(entry)) {
        TRY(reader_read(&listing->directory, listing->offset, entry, sizeof(entry)));
        if (entry[0] == DIRENT_END)
            return OK;
        *is_found = see_entry(listing, entry, listed);
        listing->offset += sizeof(entry);
    }
    return OK;
}

struct error fat_list_place(const struct fat_listing *listing, u64 offset, u64 *place)
{
    struct fat_volume *volume = listing->volume;
    u32 cluster = listing->cluster, left = (u32)(offset / volume->cluster_bytes), adjacent;
    if (cluster == 0) {
        *place = volume->root_offset + offset;
        return OK;
    }
    TRY(fat_count_adjacent(volume, cluster, left, &adjacent));
    while (adjacent < left) {
        left -= adjacent + 1;
        TRY(fat_next(volume, listing->directory.name, cluster + adjacent, &cluster));
        TRY(fat_count_adjacent(volume, cluster, left, &adjacent));
    }
    *place =
        volume->data_offset + (u64)(cluster + left - FAT_FIRST_CLUSTER) * volume->cluster_bytes + offset % volume->cluster_bytes;
    return OK;
}

struct error fat_open_listed(struct fat_volume *volume, const char *path, u32 cluster, u32 bytes, struct reader *file)
{
    return fat_open_chain(volume, path, cluster, bytes, file);
}
