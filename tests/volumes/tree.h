/* The files that go onto a volume: random folders, names, sizes and bytes, written below a folder of the host. */
#ifndef TESTS_VOLUMES_TREE_H
#define TESTS_VOLUMES_TREE_H
#include "common/base/types.h"
#include <stdbool.h>

#define TREE_FOLDERS_MAX 12
#define TREE_FILES_MAX   40
#define TREE_PATH_BYTES  768

struct tree_file {
    char path[TREE_PATH_BYTES]; /* from the volume's root, without a slash in front */
    u32 bytes;
    bool is_late;    /* comes after others were deleted */
    bool is_deleted; /* before the late ones come       */
};

struct tree {
    char folders[TREE_FOLDERS_MAX][TREE_PATH_BYTES]; /* the first is "", the root */
    struct tree_file files[TREE_FILES_MAX];
    u32 folder_count, file_count;
};

/* Chooses all of it. Files are together no larger than a third of the volume, so that they fit with their folders. */
void tree_choose(u64 *random, u32 cluster_bytes, u32 cluster_count, struct tree *tree);

/* Writes the files of one time below early/ or late/, where they have the paths that they get on the volume. */
void tree_write(u64 *random, const struct tree *tree, bool is_late);

#endif
