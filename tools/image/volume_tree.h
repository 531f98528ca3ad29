/* Everything on the image's volume as a tree: Lintel's own files, and between them those of --files. */
#ifndef TOOLS_IMAGE_VOLUME_TREE_H
#define TOOLS_IMAGE_VOLUME_TREE_H
#include "common/base/error.h"
#include "tools/base/digest.h"
#include <sys/stat.h>

/* A file of Lintel's own. */
struct volume_file {
    const char *path; /* "/boot/kernel.elf"           */
    const char *name; /* where it is from, for errors */
    u64 bytes;
    int fd;                          /* read from its start; -1: the content comes later */
    struct manifest_file *described; /* where its digest goes; NULL: nowhere */
};

struct volume_node {
    char *path;                    /* on the volume; "" is the root                            */
    const char *name;              /* the last part of that                                    */
    char *host_path;               /* of --files; NULL: Lintel's own alone                     */
    struct stat seen;              /* what is there, if that is a path                         */
    const struct volume_file *own; /* NULL: a folder, or a file of --files                     */
    bool is_folder;
    u64 bytes;                       /* of a file                                                */
    size_t parent;                   /* the root's is itself                                     */
    size_t first_child, child_count; /* they stand together, Lintel's own first                  */
    u8 sha256[SHA256_BYTES];         /* of a file of --files, once it was copied                 */
};

struct volume_tree {
    struct volume_node *nodes; /* [0] is the root; a folder stands before what is in it */
    size_t count, capacity;
};

/* `files_path` NULL: no --files. Folders that both have are one. Nothing is read but names and sizes. ERR_HOST_OPEN,
 * ERR_HOST_FILES_KIND, _NAME, _COLLISION, ERR_HOST_FILE_TOO_LARGE. To be freed also after an error; `own` outlives it. */
struct error volume_tree_make(const struct volume_file *own, size_t own_count, const char *files_path, struct volume_tree *tree);
void volume_tree_free(struct volume_tree *tree);

/* Opens a file of --files: ERR_HOST_FILE_CHANGED if it is not what was seen. */
struct error volume_tree_open_file(const struct volume_node *node, int *fd);

/* The same for every file and folder of --files, when all was copied. */
struct error volume_tree_check_unchanged(const struct volume_tree *tree);

/* Of all that is there, but for the content of Lintel's own files. */
struct error volume_tree_digest(const struct volume_tree *tree, u8 sha256[SHA256_BYTES]);

#endif
