/* Choosing and writing random files. */
#include "tests/volumes/tree.h"
#include "tests/volumes/random.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define CLUSTERS_PER_FILE 12
#define FILE_BYTES_MAX    (192 * 1024)
#define FIRST_BYTES_MAX   (1536 * 1024)
#define NAME_LENGTH_MAX   100
#define PARENT_LENGTH_MAX 130 /* mtools loses its way on paths of more than 256 bytes */

/* A name nobody else has, since it starts with a number: short, or long with what FAT allows beside letters; but no tilde, at
 * which mtools cuts some names, and no brackets, which are a pattern to it. */
static void choose_name(u64 *random, u32 number, char *name)
{
    static const char characters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .-_+,;=()&%@!#";
    u32 length = (u32)sprintf(name, "%u", number);
    if (random_below(random, 3) == 0) {
        sprintf(name + length, random_below(random, 2) ? "FILE.BIN" : "f.txt");
        return;
    }
    for (u32 left = random_below(random, 1 + random_below(random, NAME_LENGTH_MAX)); left > 0; left--)
        name[length++] = characters[random_below(random, sizeof(characters) - 1)];
    name[length++] = 'x'; /* no space and no dot at the end: they would be lost */
    name[length] = 0;
}

/* A child of one of the folders so far; of the last one mostly, so that some are deep. */
static void choose_path(u64 *random, const struct tree *tree, u32 number, char *path)
{
    char name[NAME_LENGTH_MAX + 16];
    u32 parent = random_below(random, 3) ? tree->folder_count - 1 : random_below(random, tree->folder_count);
    if (strlen(tree->folders[parent]) > PARENT_LENGTH_MAX)
        parent = 0;
    choose_name(random, number, name);
    sprintf(path, "%s%s%s", tree->folders[parent], parent ? "/" : "", name);
}

/* Around a multiple of the cluster size, or anything. */
static u32 choose_bytes(u64 *random, u32 cluster_bytes, u32 max_bytes)
{
    u32 bytes = random_below(random, CLUSTERS_PER_FILE) * cluster_bytes + random_below(random, 3);
    bytes -= bytes ? 1 : 0;
    if (random_below(random, 2))
        bytes = random_below(random, CLUSTERS_PER_FILE * cluster_bytes);
    return bytes <= max_bytes ? bytes : random_below(random, max_bytes + 1);
}

/* Is copied first, and may take up to half of the volume, so that the others come to have high clusters. */
static void choose_first(u64 *random, u64 volume_bytes, struct tree_file *file)
{
    const u64 max_bytes = volume_bytes / 2 < FIRST_BYTES_MAX ? volume_bytes / 2 : FIRST_BYTES_MAX;
    *file = (struct tree_file) { .path = "0", .bytes = random_below(random, 3) ? 0 : random_below(random, (u32)max_bytes) };
}

void tree_choose(u64 *random, u32 cluster_bytes, u32 cluster_count, struct tree *tree)
{
    const u64 share = (u64)cluster_count / 3 * cluster_bytes / TREE_FILES_MAX;
    const u32 max_bytes = share < FILE_BYTES_MAX ? (u32)share : FILE_BYTES_MAX;
    u32 number = 1; /* 0 is the first file's name */
    *tree = (struct tree) { .folder_count = 1 };
    for (u32 left = random_below(random, TREE_FOLDERS_MAX); left > 0; left--) {
        choose_path(random, tree, number++, tree->folders[tree->folder_count]);
        tree->folder_count++;
    }
    tree->file_count = 4 + random_below(random, TREE_FILES_MAX - 4);
    choose_first(random, (u64)cluster_count * cluster_bytes, &tree->files[0]);
    for (u32 i = 1; i < tree->file_count; i++) {
        struct tree_file *file = &tree->files[i];
        choose_path(random, tree, number++, file->path);
        file->bytes = choose_bytes(random, cluster_bytes, max_bytes);
        file->is_late = random_below(random, 3) == 0;
        file->is_deleted = !file->is_late && random_below(random, 2) == 0;
    }
}

static void write_file(u64 *random, const char *path, u32 bytes)
{
    static u64 content[FIRST_BYTES_MAX / 8 + 1];
    for (u32 i = 0; i < bytes / 8 + 1; i++)
        content[i] = random_next(random);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(content, 1, bytes, file) != bytes || fclose(file) != 0) {
        fprintf(stderr, "cannot write %s\n", path);
        exit(2);
    }
}

void tree_write(u64 *random, const struct tree *tree, bool is_late)
{
    char path[TREE_PATH_BYTES + 8];
    const char *root = is_late ? "late" : "early";
    for (u32 i = 0; i < tree->folder_count; i++) {
        sprintf(path, "%s/%s", root, tree->folders[i]);
        mkdir(path, 0777);
    }
    for (u32 i = 0; i < tree->file_count; i++) {
        if (tree->files[i].is_late != is_late)
            continue;
        sprintf(path, "%s/%s", root, tree->files[i].path);
        write_file(random, path, tree->files[i].bytes);
    }
}
