/* Walks a path through a FAT volume's directories: long names, short names, letters of either case. */
#include "common/disk/fat_directory.h"
#include "common/disk/fat_chain.h"

#define BLOCK_BYTES 512

/* What a directory says about a name. */
struct found {
    bool is_directory;
    u32 cluster, bytes;
};

/* A name that is being looked for. A long name stands in the entries before its short one, last part first: each part is
 * compared as it comes by. */
struct search {
    struct bytes name;
    u8 parts_left; /* of the long name, before its short entry comes */
    u8 checksum;   /* of that short entry's name                     */
    bool is_long;  /* a long name is under way, or complete          */
    bool matches;  /* all of its parts so far did                    */
};

static u32 fold(u32 character)
{
    return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
}

const u8 fat_long_offsets[LONG_CHARS] = { 1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30 };

/* Behind the name's end comes a zero, and then nothing that counts. Other than ASCII characters are never equal. */
static bool part_matches(struct bytes name, const u8 *entry, size_t start)
{
    for (u32 i = 0; i < LONG_CHARS && start + i <= name.len; i++) {
        u32 expected = start + i < name.len ? name.data[start + i] : 0;
        if (expected >= 0x80 || fold(load_u16(entry + fat_long_offsets[i])) != fold(expected))
            return false;
    }
    return true;
}

static void begin_long_name(struct search *search, const u8 *entry, u8 parts)
{
    search->is_long = true;
    search->matches = search->name.len <= (size_t)parts * LONG_CHARS;
    search->parts_left = parts;
    search->checksum = entry[LONG_CHECKSUM];
}

static void see_long_part(struct search *search, const u8 *entry)
{
    u8 part = entry[LONG_SEQUENCE] & LONG_SEQUENCE_MASK; /* from 1 */
    if ((entry[LONG_SEQUENCE] & LONG_SEQUENCE_LAST) != 0)
        begin_long_name(search, entry, part);
    if (part == 0 || part != search->parts_left || entry[LONG_CHECKSUM] != search->checksum)
        search->is_long = false;
    if (!search->is_long)
        return;
    size_t start = (size_t)(part - 1) * LONG_CHARS;
    search->parts_left--;
    search->matches = search->matches && start < search->name.len && part_matches(search->name, entry, start);
}

u8 fat_short_checksum(const u8 *entry)
{
    u8 sum = 0;
    for (u32 i = 0; i < DIRENT_NAME_BYTES; i++)
        sum = (u8)((sum >> 1 | sum << 7) + entry[i]);
    return sum;
}

static size_t trimmed_len(const u8 *padded, size_t len)
{
    while (len > 0 && padded[len - 1] == ' ')
        len--;
    return len;
}

size_t fat_spell_short_name(const u8 *entry, u8 name[FAT_SHORT_NAME_MAX])
{
    size_t base_len = trimmed_len(entry, 8);
    size_t extension_len = trimmed_len(entry + 8, 3);
    size_t len = 0;
    for (size_t i = 0; i < base_len; i++)
        name[len++] = entry[i];
    if (extension_len > 0)
        name[len++] = '.';
    for (size_t i = 0; i < extension_len; i++)
        name[len++] = entry[8 + i];
    if (name[0] == DIRENT_E5)
        name[0] = DIRENT_DELETED;
    return len;
}

static bool short_name_matches(struct bytes wanted, const u8 *entry)
{
    u8 name[FAT_SHORT_NAME_MAX] = { 0 };
    size_t len = fat_spell_short_name(entry, name);
    if (len == 0 || len != wanted.len || name[0] == '.') /* the entries . and .. are no names */
        return false;
    for (size_t i = 0; i < len; i++)
        if (fold(name[i]) != fold(wanted.data[i]))
            return false;
    return true;
}

/* True if this entry is the one. `*search` learns from entries that are parts of a long name. */
static bool see_entry(struct search *search, const u8 *entry)
{
    bool is_long_part = (entry[DIRENT_ATTRIBUTES] & ATTRIBUTE_LONG_NAME_MASK) == ATTRIBUTE_LONG_NAME;
    if (entry[0] != DIRENT_DELETED && is_long_part) {
        see_long_part(search, entry);
        return false;
    }
    bool has_long_name = search->is_long && search->parts_left == 0 && search->checksum == fat_short_checksum(entry);
    search->is_long = false;
    if (entry[0] == DIRENT_DELETED || (entry[DIRENT_ATTRIBUTES] & ATTRIBUTE_VOLUME_LABEL) != 0)
        return false;
    return (has_long_name && search->matches) || short_name_matches(search->name, entry);
}

static struct found found_in(const struct fat_volume *volume, const u8 *entry)
{
    u32 high = volume->kind == 32 ? load_u16(entry + DIRENT_CLUSTER_HIGH) : 0;
    return (struct found) {
        .is_directory = (entry[DIRENT_ATTRIBUTES] & ATTRIBUTE_DIRECTORY) != 0,
        .cluster = high << 16 | load_u16(entry + DIRENT_CLUSTER_LOW),
        .bytes = load_u32(entry + DIRENT_SIZE),
    };
}

/* ERR_FILE_NOT_FOUND about the directory's name, which is the whole path. */
static struct error find_name(const struct fat_volume *volume, struct reader *directory, struct bytes name, struct found *found)
{
    u8 block[BLOCK_BYTES];
    struct search search = { .name = name };
    for (u64 offset = 0; offset < directory->bytes; offset += sizeof(block)) {
        u64 len = min_u64(sizeof(block), directory->bytes - offset);
        TRY(reader_read(directory, offset, block, len));
        for (const u8 *entry = block; entry < block + len; entry += DIRENT_BYTES) {
            if (entry[0] == DIRENT_END)
                return error_about(ERR_FILE_NOT_FOUND, directory->name, 0);
            if (see_entry(&search, entry)) {
                *found = found_in(volume, entry);
                return OK;
            }
        }
    }
    return error_about(ERR_FILE_NOT_FOUND, directory->name, 0);
}

struct error fat_open_directory(struct fat_volume *volume, const char *path, u32 cluster, struct reader *directory)
{
    u32 length;
    if (!fat_is_cluster(volume, cluster))
        return error_about(ERR_FAT_CHAIN, path, cluster);
    TRY(fat_chain_length(volume, path, cluster, volume->cluster_count, &length));
    u64 bytes = min_u64((u64)length * volume->cluster_bytes, FAT_DIRECTORY_BYTES_MAX);
    return fat_open_chain(volume, path, cluster, bytes, directory);
}

struct error fat_open_root(struct fat_volume *volume, const char *path, struct reader *directory)
{
    if (volume->kind == 32)
        return fat_open_directory(volume, path, volume->root_cluster, directory);
    return reader_of_part(volume->partition, path, volume->root_offset, volume->root_bytes, directory);
}

/* The next name of a path; `*rest` goes behind it. Empty at the path's end. */
static struct bytes take_name(const char **rest)
{
    const char *start = *rest;
    while (*start == '/')
        start++;
    const char *end = start;
    while (*end != '\0' && *end != '/')
        end++;
    *rest = end;
    return (struct bytes) { (const u8 *)start, (size_t)(end - start) };
}

static struct error find_path(struct fat_volume *volume, const char *path, struct found *found)
{
    struct reader directory = { 0 };
    const char *rest = path;
    TRY(fat_open_root(volume, path, &directory));
    TRY(find_name(volume, &directory, take_name(&rest), found));
    for (struct bytes name = take_name(&rest); name.len > 0; name = take_name(&rest)) {
        if (!found->is_directory)
            return error_about(ERR_FILE_NOT_FOUND, path, 0);
        TRY(fat_open_directory(volume, path, found->cluster, &directory));
        TRY(find_name(volume, &directory, name, found));
    }
    return OK;
}

struct error fat_open_file(struct fat_volume *volume, const char *path, struct reader *file)
{
    struct found found = { 0 };
    TRY(find_path(volume, path, &found));
    if (found.is_directory)
        return error_about(ERR_FILE_NOT_FOUND, path, 0);
    return fat_open_chain(volume, path, found.cluster, found.bytes, file);
}
