/* Folders by mmd, and each file by mcopy: empty, from a folder of empty files. Its content goes into place later. */
#include "common/base/checked.h"
#include "common/disk/fat_name.h"
#include "tools/base/temporary.h"
#include "tools/image/fat.h"
#include "tools/image/mtools.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define PLAIN "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-~"

static struct error no_memory(void)
{
    return error_about(ERR_HOST_OPEN, "the list of files", ENOMEM);
}

/* mtools refuse the names of DOS's devices. */
static bool is_like_a_device(const char *name)
{
    static const char devices[][4] = { "AUX", "COM", "CON", "LPT", "NUL", "PRN" };
    for (size_t i = 0; i < COUNT_OF(devices); i++)
        if (strncasecmp(name, devices[i], 3) == 0)
            return true;
    return false;
}

/* Whether it is its own short name but for the case of its letters: mtools make that at once, in any locale. */
static bool is_plain(const char *name)
{
    const size_t base_len = strspn(name, PLAIN);
    const char *dot = name + base_len;
    const size_t extension_len = *dot == '.' ? strspn(dot + 1, PLAIN) : 0;
    const char *end = extension_len == 0 ? dot : dot + 1 + extension_len;
    return *end == '\0' && base_len > 0 && base_len <= 8 && extension_len <= 3 && !is_like_a_device(name);
}

/* What a stand-in's short form looks like: six digits and ~1. */
static bool is_like_a_stand_in(const char *name)
{
    return strlen(name) == 8 && name[6] == '~' && name[7] == '1';
}

static bool is_taken(const struct volume_tree *tree, size_t node, const char *digits)
{
    const struct volume_node *folder = &tree->nodes[tree->nodes[node].parent];
    for (size_t i = folder->first_child; i < folder->first_child + folder->child_count; i++)
        if (is_like_a_stand_in(tree->nodes[i].name) && strncasecmp(tree->nodes[i].name, digits, 6) == 0)
            return true;
    return false;
}

/* As many entries as the name will take, and a short form that no other one has. */
static void stand_in(const struct volume_tree *tree, size_t node, const char *name, char written[FAT_NAME_UNITS_MAX + 1])
{
    struct fat_name read;
    char digits[20];
    size_t position;
    (void)fat_name_read((struct bytes) { (const u8 *)name, strlen(name) }, &read, &position); /* it was checked */
    const u64 len = min_u64((fat_name_entries(&read) - 1) * LONG_CHARS - 1, FAT_NAME_UNITS_MAX);
    snprintf(digits, sizeof(digits), "%06zX", node);
    for (size_t other = node; is_taken(tree, node, digits);)
        snprintf(digits, sizeof(digits), "%06zX", other += tree->count);
    memset(written, '-', len);
    memcpy(written, digits, strlen(digits));
    written[len] = '\0';
}

static struct error name_node(struct fat_target *target, const struct volume_tree *tree, size_t i)
{
    char other[FAT_NAME_UNITS_MAX + 1];
    const char *name = tree->nodes[i].name;
    struct fat_node *node = &target->nodes[i];
    if (!is_plain(name)) {
        stand_in(tree, i, name, other);
        name = other;
        node->has_stand_in = true;
    }
    const int len = asprintf(&node->path, "%s/%s", target->nodes[tree->nodes[i].parent].path, name);
    if (len < 0)
        return no_memory();
    node->name = node->path + len - strlen(name);
    return OK;
}

static struct error name_nodes(struct fat_target *target, const struct volume_tree *tree)
{
    target->nodes = calloc(tree->count, sizeof(*target->nodes));
    if (target->nodes == NULL)
        return no_memory();
    target->node_count = tree->count;
    target->nodes[0].path = strdup("::");
    if (target->nodes[0].path == NULL)
        return no_memory();
    for (size_t i = 1; i < tree->count; i++)
        TRY(name_node(target, tree, i));
    return OK;
}

static struct error make_folders(const struct fat_target *target, const struct volume_tree *tree, const struct mtools *mtools)
{
    size_t count = 0;
    char **paths = calloc(tree->count, sizeof(*paths));
    if (paths == NULL)
        return no_memory();
    for (size_t i = 1; i < tree->count; i++)
        if (tree->nodes[i].is_folder)
            paths[count++] = target->nodes[i].path;
    const struct error error = mtools_run_for_each(mtools, "mmd", paths, count, NULL);
    free(paths);
    return error;
}

static struct error make_empty(const char *path)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return error_about(ERR_HOST_WRITE, "TMPDIR", (u64)errno);
    close(fd);
    return OK;
}

/* Empty files with the names of a folder's, and their paths. */
static struct error make_empties(const struct fat_target *target, const struct volume_tree *tree, size_t folder,
                                 const char *empties, char **paths, size_t *count)
{
    const struct volume_node *node = &tree->nodes[folder];
    for (size_t i = node->first_child; i < node->first_child + node->child_count; i++) {
        if (tree->nodes[i].is_folder)
            continue;
        if (asprintf(&paths[*count], "%s/%s", empties, target->nodes[i].name) < 0)
            return no_memory();
        (*count)++;
        TRY(make_empty(paths[*count - 1]));
    }
    return OK;
}

static struct error make_files_of(const struct fat_target *target, const struct volume_tree *tree, size_t folder,
                                  const struct mtools *mtools, const char *empties)
{
    size_t count = 0;
    const char *to = folder == 0 ? "::/" : target->nodes[folder].path;
    char **paths = calloc(tree->nodes[folder].child_count + 1, sizeof(*paths));
    if (paths == NULL)
        return no_memory();
    struct error error = make_empties(target, tree, folder, empties, paths, &count);
    if (error.code == ERR_NONE)
        error = mtools_run_for_each(mtools, "mcopy", paths, count, to);
    for (size_t i = 0; i < count; i++) {
        (void)unlink(paths[i]);
        free(paths[i]);
    }
    free(paths);
    return error;
}

static struct error make_files(const struct fat_target *target, const struct volume_tree *tree, const struct mtools *mtools)
{
    struct temporary empties;
    struct error error = temporary_folder_make("/tmp", &empties);
    for (size_t i = 0; i < tree->count && error.code == ERR_NONE; i++)
        if (tree->nodes[i].is_folder)
            error = make_files_of(target, tree, i, mtools, empties.path);
    temporary_remove(&empties);
    return error;
}

struct error fat_make_entries(struct fat_target *target, const struct volume_tree *tree)
{
    struct mtools mtools;
    TRY(name_nodes(target, tree));
    TRY(mtools_prepare(target->image_fd, target->offset_mib, &mtools));
    TRY(make_folders(target, tree, &mtools));
    return make_files(target, tree, &mtools);
}
