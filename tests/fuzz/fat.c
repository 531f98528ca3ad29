/* Any bytes as a FAT volume: files that open can be read or give an error, and say the same however they are read. */
#include "common/disk/fat_list.h"
#include "tests/fuzz/sparse.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t len);

#define VOLUME_BYTES (64 * MIB_BYTES) /* room for a FAT32 volume */
#define READ_MAX     (256 * KIB_BYTES)
#define PIECE_BYTES  1000
#define LISTED_MAX   8

static void require(bool condition)
{
    if (!condition)
        abort();
}

static void check_volume(const struct fat_volume *volume)
{
    require(volume->kind == 12 || volume->kind == 16 || volume->kind == 32);
    require(volume->cluster_count > 0 && volume->cluster_bytes >= 512 && volume->cluster_bytes <= 64 * KIB_BYTES);
    require(volume->data_offset + (u64)volume->cluster_count * volume->cluster_bytes <= volume->partition->bytes);
    require(volume->fat_offset + volume->fat_bytes <= volume->data_offset);
}

/* In pieces what was read at once; the last piece reaches the end only if the whole did. */
static void read_in_pieces(struct reader *file, const u8 *whole, u64 len)
{
    u8 piece[PIECE_BYTES];
    for (u64 offset = 0; offset < len; offset += PIECE_BYTES) {
        u64 taken = min_u64(PIECE_BYTES, len - offset);
        require(reader_read(file, offset, piece, taken).code == ERR_NONE);
        require(memcmp(piece, whole + offset, taken) == 0);
    }
}

static void read_file(struct reader *file)
{
    static u8 whole[READ_MAX];
    u8 last;
    u64 len = min_u64(file->bytes, READ_MAX);
    if (reader_read(file, 0, whole, len).code == ERR_NONE)
        read_in_pieces(file, whole, len);
    if (file->bytes > 0)
        (void)reader_read(file, file->bytes - 1, &last, 1).code;
}

/* Names are text that can be shown: no control characters, no slash. */
static void check_name(const char *name)
{
    const size_t name_len = strlen(name);
    require(name_len < FAT_UTF8_NAME_BYTES);
    for (size_t i = 0; i < name_len; i++)
        require((u8)name[i] >= 0x20 && name[i] != '/');
}

/* Directories may lead in circles: it goes down a few levels. */
static void list(struct fat_listing *listing, u32 levels)
{
    struct fat_listed listed;
    struct fat_listing below;
    struct reader file;
    bool is_found = true;
    for (u32 i = 0; i < LISTED_MAX && fat_list_next(listing, &listed, &is_found).code == ERR_NONE && is_found; i++) {
        check_name(listed.name);
        if (!listed.is_directory &&
            fat_open_listed(listing->volume, "a file", listed.cluster, listed.bytes, &file).code == ERR_NONE)
            read_file(&file);
        if (listed.is_directory && levels > 0 &&
            fat_list_directory(listing->volume, "a directory", listed.cluster, &below).code == ERR_NONE)
            list(&below, levels - 1);
    }
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t len)
{
    static struct fat_listing root;
    static const char *const paths[] = { "/boot/kernel.elf", "/boot/lintel.manifest", "/a/b", "/A long name.with parts", "/F" };
    static struct fat_volume volume;
    struct sparse disk;
    struct reader file;
    sparse_begin(&disk, (struct bytes) { data, len }, VOLUME_BYTES);
    if (fat_open(&disk.reader, &volume).code != ERR_NONE)
        return 0;
    check_volume(&volume);
    for (size_t i = 0; i < COUNT_OF(paths); i++)
        if (fat_open_file(&volume, paths[i], &file).code == ERR_NONE)
            read_file(&file);
    if (fat_list_root(&volume, "/", &root).code == ERR_NONE)
        list(&root, 2);
    return 0;
}
