/* Volumes from the tools that everyone else uses. */
#include "tests/unit/common/disk/volume.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

u8 content_byte(u64 seed, u64 offset)
{
    return (u8)((offset * 0x9e3779b97f4a7c15ull + seed * 0xbf58476d1ce4e5b9ull) >> 56);
}

void volume_run(struct volume *volume, const char *command, const char *name)
{
    char line[1024];
    int prefix = snprintf(line, sizeof(line), "cd '%s' && export MTOOLS_SKIP_CHECK=1 && exec </dev/null && ", volume->folder);
    int rest = snprintf(line + prefix, sizeof(line) - (size_t)prefix, command, name);
    cr_assert((size_t)(prefix + rest) < sizeof(line), "the command is too long");
    cr_assert_eq(system(line), 0, "failed: %s", line);
}

void volume_format(struct volume *volume, u64 kib, const char *mkfs_arguments)
{
    char command[256];
    *volume = (struct volume) { .folder = "/tmp/lintel-fat-XXXXXX" };
    cr_assert_not_null(mkdtemp(volume->folder));
    snprintf(command, sizeof(command), "PATH=$PATH:/sbin:/usr/sbin mkfs.fat --invariant %%s -C v.img %llu >log 2>&1",
             (unsigned long long)kib);
    volume_run(volume, command, mkfs_arguments);
}

static void write_content(const char *path, u64 bytes, u64 seed)
{
    FILE *file = fopen(path, "wb");
    cr_assert_not_null(file);
    for (u64 i = 0; i < bytes; i++)
        putc(content_byte(seed, i), file);
    cr_assert_eq(fclose(file), 0);
}

void volume_put(struct volume *volume, const char *path, u64 bytes, u64 seed)
{
    char name[96];
    snprintf(name, sizeof(name), "%s/content", volume->folder);
    write_content(name, bytes, seed);
    volume_run(volume, "mcopy -i v.img content '::%s'", path);
}

static struct bytes load(const char *path)
{
    FILE *file = fopen(path, "rb");
    cr_assert_not_null(file);
    fseek(file, 0, SEEK_END);
    size_t len = (size_t)ftell(file);
    rewind(file);
    u8 *data = malloc(len);
    cr_assert_eq(fread(data, 1, len, file), len);
    fclose(file);
    return (struct bytes) { data, len };
}

void volume_open(struct volume *volume)
{
    char path[96];
    snprintf(path, sizeof(path), "%s/v.img", volume->folder);
    struct bytes image = load(path);
    volume->data = (u8 *)(uintptr_t)image.data;
    counted_begin(&volume->partition, reader_of_bytes("test volume", image));
    struct error error = fat_open(&volume->partition.reader, &volume->fat);
    cr_assert_eq(error.code, ERR_NONE, "fat_open: error %d, detail %llu", error.code, (unsigned long long)error.detail);
}

static void expect_piece(struct reader *file, u64 offset, u64 len, u64 seed)
{
    u8 *piece = malloc(len + 1);
    struct error error = reader_read(file, offset, piece, len);
    cr_assert_eq(error.code, ERR_NONE, "%s: error %d", file->name, error.code);
    for (u64 i = 0; i < len; i++)
        if (piece[i] != content_byte(seed, offset + i))
            cr_assert_fail("%s differs at byte %llu", file->name, (unsigned long long)(offset + i));
    free(piece);
}

void volume_expect(struct volume *volume, const char *path, u64 bytes, u64 seed, u64 piece_bytes)
{
    struct reader file;
    struct error error = fat_open_file(&volume->fat, path, &file);
    cr_assert_eq(error.code, ERR_NONE, "%s: error %d", path, error.code);
    cr_assert_eq(file.bytes, bytes);
    cr_assert_str_eq(file.name, path);
    u64 step = piece_bytes != 0 ? piece_bytes : bytes + 1;
    for (u64 offset = 0; offset < bytes; offset += step)
        expect_piece(&file, offset, min_u64(step, bytes - offset), seed);
}

enum error_code volume_refusal(struct volume *volume, const char *path)
{
    struct reader file;
    return fat_open_file(&volume->fat, path, &file).code;
}

void volume_end(struct volume *volume)
{
    free(volume->data);
    volume_run(volume, "rm -rf '%s'", volume->folder);
}
