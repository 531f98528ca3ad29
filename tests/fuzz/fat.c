/* Any bytes as a FAT volume: files that open can be read or give an error, and say the same however they are read. */
#include "common/disk/fat.h"
#include "tests/fuzz/sparse.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t len);

#define VOLUME_BYTES (64 * MIB_BYTES) /* room for a FAT32 volume */
#define READ_MAX     (256 * KIB_BYTES)
#define PIECE_BYTES  1000

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

int LLVMFuzzerTestOneInput(const u8 *data, size_t len)
{
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
    return 0;
}
