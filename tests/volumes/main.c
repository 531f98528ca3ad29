/* Random FAT volumes: made and filled by mkfs.fat and mtools, read back by mtools and by our reader, which must agree on every
 * byte. volumes FIRST COUNT: the volumes of seeds FIRST to FIRST + COUNT - 1, in a folder of its own below TMPDIR or /tmp. */
#include "common/disk/fat.h"
#include "tests/volumes/format.h"
#include "tests/volumes/random.h"
#include "tests/volumes/tree.h"
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* FAT32's hint where the next free cluster is (Microsoft's FAT specification of 2000, FSInfo), in the sector after the first. */
#define NEXT_FREE_OFFSET 492

struct totals {
    u64 volumes, files, bytes, pieces, deleted;
};

struct image {
    struct bytes bytes;
    struct reader reader;
    u64 data_offset;
    u64 data_reads; /* of file contents: one for each run of clusters */
};

[[gnu::format(printf, 2, 3)]] _Noreturn static void fail(u64 seed, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "volume %llu: ", (unsigned long long)seed);
    vfprintf(stderr, format, arguments);
    fprintf(stderr, "\n");
    exit(1);
}

static void run(u64 seed, const char *command)
{
    if (system(command) != 0)
        fail(seed, "failed: %s", command);
}

/* The paths of the files to delete, as xargs -0 takes them. Gives their number. */
static u32 write_deletions(const struct tree *tree)
{
    u32 count = 0;
    FILE *list = fopen("deletions", "wb");
    for (u32 i = 0; list != NULL && i < tree->file_count; i++) {
        if (!tree->files[i].is_deleted)
            continue;
        fprintf(list, "::/%s%c", tree->files[i].path, 0);
        count++;
    }
    if (list == NULL || fclose(list) != 0)
        exit(2);
    return count;
}

/* So that the files to come fill the holes, or lie where those before them don't reach. */
static void set_next_free(u64 *random, const struct format *format)
{
    u8 hint[4] = { 0xff, 0xff, 0xff, 0xff }; /* unknown */
    if (random_below(random, 2))
        store_u32(hint, 2 + random_below(random, format->cluster_count / 2));
    int image = open("v.img", O_WRONLY);
    if (image < 0 || pwrite(image, hint, sizeof(hint), format->sector_bytes + NEXT_FREE_OFFSET) != sizeof(hint))
        exit(2);
    close(image);
}

static void make(u64 seed, u64 *random, const struct format *format, const struct tree *tree)
{
    char command[512];
    snprintf(command, sizeof(command), "exec >log 2>&1; rm -rf early late back v.img && mkdir back && %s", format->command);
    run(seed, command);
    tree_write(random, tree, false);
    tree_write(random, tree, true);
    run(seed, "exec >log 2>&1; mcopy -s -i v.img early/* ::");
    if (write_deletions(tree) > 0)
        run(seed, "exec >log 2>&1; xargs -0 mdel -i v.img <deletions");
    if (format->kind == 32)
        set_next_free(random, format);
    run(seed, "exec >log 2>&1; [ -z \"$(ls late)\" ] || mcopy -s -D s -i v.img late/* ::; mcopy -s -i v.img '::/*' back");
}

static struct error read_image(struct reader *reader, u64 offset, void *destination, u64 len)
{
    struct image *image = reader->context;
    memcpy(destination, image->bytes.data + offset, len);
    image->data_reads += offset >= image->data_offset;
    return OK;
}

static void open_image(u64 seed, struct image *image)
{
    struct stat facts;
    int file = open("v.img", O_RDONLY);
    if (file < 0 || fstat(file, &facts) != 0)
        fail(seed, "there is no image");
    void *data = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (data == MAP_FAILED)
        fail(seed, "the image cannot be mapped");
    close(file);
    *image = (struct image) { .bytes = { data, (u64)facts.st_size } };
    image->reader = (struct reader) { .read = read_image, .bytes = image->bytes.len, .name = "volume", .context = image };
}

/* What mtools read back, byte for byte. */
static void compare(u64 seed, struct fat_volume *volume, const struct tree_file *wanted)
{
    char path[TREE_PATH_BYTES + 8];
    struct reader file = { 0 };
    struct stat facts;
    snprintf(path, sizeof(path), "back/%s", wanted->path);
    FILE *back = fopen(path, "rb");
    if (back == NULL || fstat(fileno(back), &facts) != 0 || facts.st_size != wanted->bytes)
        fail(seed, "mtools lost %s", wanted->path);
    struct error error = fat_open_file(volume, path + strlen("back"), &file);
    if (error.code != ERR_NONE || file.bytes != wanted->bytes)
        fail(seed, "%s: error %d, %llu bytes", wanted->path, error.code, (unsigned long long)file.bytes);
    u8 *ours = malloc(wanted->bytes + 1ull), *theirs = malloc(wanted->bytes + 1ull);
    error = reader_read(&file, 0, ours, wanted->bytes);
    if (error.code != ERR_NONE)
        fail(seed, "%s: reading fails with error %d", wanted->path, error.code);
    if (fread(theirs, 1, wanted->bytes, back) != wanted->bytes || memcmp(ours, theirs, wanted->bytes) != 0)
        fail(seed, "%s differs", wanted->path);
    free(ours);
    free(theirs);
    fclose(back);
}

static void expect_absent(u64 seed, struct fat_volume *volume, const char *path)
{
    struct reader file = { 0 };
    struct error error = fat_open_file(volume, path, &file);
    if (error.code != ERR_FILE_NOT_FOUND)
        fail(seed, "%s was deleted, and opening it gives %d", path, error.code);
}

static void judge_files(u64 seed, struct image *image, struct fat_volume *volume, const struct tree *tree, struct totals *totals)
{
    for (u32 i = 0; i < tree->file_count; i++) {
        const struct tree_file *file = &tree->files[i];
        if (file->is_deleted) {
            expect_absent(seed, volume, file->path);
            totals->deleted++;
            continue;
        }
        image->data_reads = 0;
        compare(seed, volume, file);
        totals->files++;
        totals->bytes += file->bytes;
        totals->pieces += image->data_reads;
    }
}

static void test_volume(u64 seed, struct totals *totals)
{
    static struct tree tree;
    static struct fat_volume volume;
    struct format format;
    struct image image;
    u64 random = seed;
    format_choose(&random, &format);
    tree_choose(&random, format.cluster_bytes, format.cluster_count, &tree);
    make(seed, &random, &format, &tree);
    open_image(seed, &image);
    struct error error = fat_open(&image.reader, &volume);
    if (error.code != ERR_NONE || volume.kind != format.kind || volume.cluster_bytes != format.cluster_bytes)
        fail(seed, "error %d, FAT%u with clusters of %u bytes; made by %s", error.code, volume.kind, volume.cluster_bytes,
             format.command);
    image.data_offset = volume.data_offset;
    judge_files(seed, &image, &volume, &tree, totals);
    munmap((void *)(uintptr_t)image.bytes.data, image.bytes.len);
    totals->volumes++;
}

static void enter_folder(char *folder)
{
    const char *parent = getenv("TMPDIR");
    snprintf(folder, 128, "%s/lintel-volumes-XXXXXX", parent ? parent : "/tmp");
    if (mkdtemp(folder) == NULL || chdir(folder) != 0)
        exit(2);
    setenv("MTOOLS_SKIP_CHECK", "1", 1); /* it finds unusual cluster sizes suspicious */
}

int main(int argc, char **argv)
{
    char folder[128], command[160];
    struct totals totals = { 0 };
    if (argc != 3) {
        fprintf(stderr, "usage: volumes FIRST COUNT\n");
        return 2;
    }
    const u64 first = strtoull(argv[1], NULL, 10), count = strtoull(argv[2], NULL, 10);
    enter_folder(folder);
    for (u64 seed = first; seed < first + count; seed++)
        test_volume(seed, &totals);
    snprintf(command, sizeof(command), "rm -rf '%s'", folder);
    printf("== volumes: %llu read back; %llu files with %llu bytes, data read in %llu pieces; %llu deleted files not found\n",
           (unsigned long long)totals.volumes, (unsigned long long)totals.files, (unsigned long long)totals.bytes,
           (unsigned long long)totals.pieces, (unsigned long long)totals.deleted);
    return system(command) == 0 ? 0 : 2;
}
