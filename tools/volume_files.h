/* What lies on a volume that Lintel boots from, be it a file system or a server's folder: the manifest and all that it names. */
#ifndef TOOLS_VOLUME_FILES_H
#define TOOLS_VOLUME_FILES_H
#include "tools/fat.h"
#include "tools/image_manifest.h"

#define VOLUME_MEMORY_FILES 4 /* both loaders, manifest, a kernel that was altered */

struct volume_files {
    const struct image_input *input;
    struct image_manifest manifest;
    struct fat_file *each;
    size_t count;
    int memory_files[VOLUME_MEMORY_FILES]; /* to be closed */
    size_t memory_file_count;
};

/* Reads and digests the input, for the manifest; the list is empty then. Errors as of image_manifest_make; `name` is for them. */
struct error volume_files_describe(const struct image_input *input, const char *name, struct volume_files *files);

/* A file that is in memory, such as a loader. `content` is copied, `path` is not. */
struct error volume_files_add(struct volume_files *files, const char *path, struct bytes content);

/* Manifest, kernel, ramdisk and modules, in the order in which a machine reads them. */
struct error volume_files_add_listed(struct volume_files *files);

/* ERR_HOST_FILE_CHANGED if an input was written to since it was opened. */
struct error volume_files_check_unchanged(const struct volume_files *files);

/* If there is an error and an input was written to as well, that instead: it explains the other. */
struct error volume_files_explain(const struct volume_files *files, struct error error);

/* Also after an error, and if nothing was described. */
void volume_files_close(struct volume_files *files);

#endif
