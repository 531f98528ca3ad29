/* Folder by folder, from the root down: first what Lintel puts there, then what --files has, in the order of names' bytes. */
#include "tools/image/volume_tree.h"
#include "common/disk/fat_name.h"
#include "tools/image/fat.h"
#include "tools/image/files_folder.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct error no_memory(void)
{
    return error_about(ERR_HOST_OPEN, "the list of files", ENOMEM);
}

/* A node without a name yet, at the end; NULL if there is no memory. Pointers to nodes are void after it. */
static struct volume_node *add_node(struct volume_tree *tree, size_t parent)
{
    if (tree->count == tree->capacity) {
        const size_t capacity = 2 * tree->capacity + 64;
        struct volume_node *nodes = realloc(tree->nodes, capacity * sizeof(*nodes));
        if (nodes == NULL)
            return NULL;
        tree->nodes = nodes;
        tree->capacity = capacity;
    }
    struct volume_node *node = &tree->nodes[tree->count++];
    *node = (struct volume_node) { .parent = parent };
    return node;
}

/* The same with a name; NULL if there is no memory. */
static struct volume_node *add_child(struct volume_tree *tree, size_t parent, struct bytes name)
{
    struct volume_node *node = add_node(tree, parent);
    const char *parent_path = tree->nodes[parent].path;
    if (node == NULL || asprintf(&node->path, "%s/%.*s", parent_path, (int)name.len, (const char *)name.data) < 0)
        return NULL;
    node->name = node->path + strlen(parent_path) + 1;
    return node;
}

static struct bytes text_bytes(const char *text)
{
    return (struct bytes) { (const u8 *)text, strlen(text) };
}

/* A node of a folder whose children start at `first`; NULL if there is none. */
static struct volume_node *find(const struct volume_tree *tree, size_t first, size_t end, struct bytes name)
{
    for (size_t i = first; i < end; i++) {
        struct volume_node *node = &tree->nodes[i];
        if (files_folder_names_collide(node->name, (const char *)name.data, name.len))
            return node;
    }
    return NULL;
}

/* The part of an own file's path that lies in this folder, or nothing. */
static struct bytes part_below(const char *folder_path, const char *path)
{
    const size_t len = strlen(folder_path);
    if (strncmp(path, folder_path, len) != 0 || path[len] != '/')
        return (struct bytes) { NULL, 0 };
    return (struct bytes) { (const u8 *)path + len + 1, strcspn(path + len + 1, "/") };
}

static struct error add_own(struct volume_tree *tree, size_t folder, const struct volume_file *own, size_t own_count)
{
    const size_t first = tree->count;
    for (size_t i = 0; i < own_count; i++) {
        const struct bytes part = part_below(tree->nodes[folder].path, own[i].path);
        if (part.len == 0 || find(tree, first, tree->count, part) != NULL)
            continue;
        struct volume_node *node = add_child(tree, folder, part);
        if (node == NULL)
            return no_memory();
        node->is_folder = part.data[part.len] == '/';
        node->own = node->is_folder ? NULL : &own[i];
        node->bytes = node->is_folder ? 0 : own[i].bytes;
    }
    return OK;
}

/* A folder of --files beside one of Lintel's is the same one, whatever the case of its letters. */
static struct error add_entry(struct volume_tree *tree, size_t folder, size_t own_end, const struct files_entry *entry)
{
    const size_t own_first = tree->nodes[folder].first_child;
    struct volume_node *node = find(tree, own_first, own_end, text_bytes(entry->name));
    if (node != NULL && !(node->is_folder && S_ISDIR(entry->seen.st_mode)))
        return files_folder_error(ERR_HOST_FILES_COLLISION, entry->path, entry->seen.st_mode);
    if (node == NULL)
        node = add_child(tree, folder, text_bytes(entry->name));
    if (node == NULL)
        return no_memory();
    node->is_folder = S_ISDIR(entry->seen.st_mode);
    node->bytes = node->is_folder ? 0 : (u64)entry->seen.st_size;
    node->seen = entry->seen;
    node->host_path = strdup(entry->path);
    return node->host_path != NULL ? OK : no_memory();
}

static struct error add_entries(struct volume_tree *tree, size_t folder)
{
    const size_t own_end = tree->count;
    struct files_folder entries = { 0 };
    struct error error = files_folder_read(tree->nodes[folder].host_path, &entries);
    for (size_t i = 0; error.code == ERR_NONE && i < entries.count; i++)
        error = add_entry(tree, folder, own_end, &entries.each[i]);
    files_folder_free(&entries);
    return error;
}

static struct error fill_folder(struct volume_tree *tree, size_t folder, const struct volume_file *own, size_t own_count)
{
    const size_t first = tree->count;
    tree->nodes[folder].first_child = first;
    TRY(add_own(tree, folder, own, own_count));
    if (tree->nodes[folder].host_path != NULL)
        TRY(add_entries(tree, folder));
    tree->nodes[folder].child_count = tree->count - first;
    return OK;
}

static struct error add_root(struct volume_tree *tree, const char *files_path)
{
    struct volume_node *root = add_node(tree, 0);
    if (root == NULL || (root->path = strdup("")) == NULL)
        return no_memory();
    root->name = root->path;
    root->is_folder = true;
    if (files_path == NULL)
        return OK;
    if (stat(files_path, &root->seen) != 0)
        return error_about(ERR_HOST_OPEN, files_path, (u64)errno);
    root->host_path = strdup(files_path);
    return root->host_path != NULL ? OK : no_memory();
}

struct error volume_tree_make(const struct volume_file *own, size_t own_count, const char *files_path, struct volume_tree *tree)
{
    *tree = (struct volume_tree) { 0 };
    TRY(add_root(tree, files_path));
    for (size_t i = 0; i < tree->count; i++) /* it grows meanwhile */
        if (tree->nodes[i].is_folder)
            TRY(fill_folder(tree, i, own, own_count));
    return OK;
}

void volume_tree_free(struct volume_tree *tree)
{
    for (size_t i = 0; i < tree->count; i++) {
        free(tree->nodes[i].path);
        free(tree->nodes[i].host_path);
    }
    free(tree->nodes);
}

struct error volume_tree_open_file(const struct volume_node *node, int *fd)
{
    return files_folder_open(node->host_path, &node->seen, fd);
}

struct error volume_tree_check_unchanged(const struct volume_tree *tree)
{
    for (size_t i = 0; i < tree->count; i++)
        if (tree->nodes[i].host_path != NULL)
            TRY(files_folder_check_unchanged(tree->nodes[i].host_path, &tree->nodes[i].seen));
    return OK;
}

/* A node's name and numbers follow the digest of all nodes before it. The order of the nodes and the numbers of their children
 * make the tree. */
struct error volume_tree_digest(const struct volume_tree *tree, u8 sha256[SHA256_BYTES])
{
    memset(sha256, 0, SHA256_BYTES);
    for (size_t i = 0; i < tree->count; i++) {
        const struct volume_node *node = &tree->nodes[i];
        u8 numbers[17] = { node->is_folder };
        store_u64(numbers + 1, node->bytes);
        store_u64(numbers + 9, node->child_count);
        const struct bytes parts[] = {
            { sha256, SHA256_BYTES },
            { (const u8 *)node->name, strlen(node->name) + 1 },
            { numbers, sizeof(numbers) },
            { node->sha256, SHA256_BYTES },
        };
        TRY(digest_of_parts(parts, COUNT_OF(parts), "the volume's files", sha256));
    }
    return OK;
}
