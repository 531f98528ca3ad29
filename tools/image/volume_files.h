/* What lies on a volume that Lintel boots from, be it a file system or a server's folder: the manifest and all that it names. */
#ifndef TOOLS_IMAGE_VOLUME_FILES_H
#define TOOLS_IMAGE_VOLUME_FILES_H
#include "tools/image/content_copy.h"
#include "tools/image/image_manifest.h"
#include "tools/image/volume_tree.h"

#define VOLUME_MEMORY_FILES 3 /* both loaders, a kernel that was altered */

struct volume_files {
    const struct image_input *input;
    struct image_manifest manifest;
    struct volume_file *each;
    size_t count;
    struct volume_file *manifest_file;     /* one of them */
    int memory_files[VOLUME_MEMORY_FILES]; /* to be closed */
    size_t memory_file_count;
};

/* Plans the manifest; the list is empty then. Errors as of image_manifest_plan; `name` is for them. */
struct error volume_files_describe(const struct image_input *input, const char *name, struct volume_files *files);

/* A file that is in memory, such as a loader. `content` is copied, `path` is not. */
struct error volume_files_add(struct volume_files *files, const char *path, struct bytes content);

/* Manifest, kernel, ramdisk and modules, in the order in which a machine reads them. The manifest's content comes later: whoever
 * copies the others digests them for it. */
struct error volume_files_add_listed(struct volume_files *files);

/* Copies one of them, and digests it where the manifest wants that. Errors as of content_copy. */
struct error volume_file_copy(const struct volume_file *file, const struct content_place *place);

/* ERR_HOST_FILE_CHANGED if an input was written to since it was opened. */
struct error volume_files_check_unchanged(const struct volume_files *files);

/* If there is an error and an input was written to as well, that instead: it explains the other. */
struct error volume_files_explain(const struct volume_files *files, struct error error);

/* Also after an error, and if nothing was described. */
void volume_files_close(struct volume_files *files);

#endif
