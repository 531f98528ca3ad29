/* A folder of --files, as it is on this machine: its entries, and whether FAT takes them. */
#ifndef TOOLS_IMAGE_FILES_FOLDER_H
#define TOOLS_IMAGE_FILES_FOLDER_H
#include "common/base/error.h"
#include <sys/stat.h>

struct files_entry {
    char *path;       /* of this machine */
    const char *name; /* the last part of it */
    struct stat seen; /* a regular file or a folder */
};

struct files_folder {
    struct files_entry *each; /* in the order of their names' bytes */
    size_t count;
};

/* Refuses what is no file and no folder (a link, a device: nothing is followed), names that FAT cannot hold, names that are the
 * same to FAT, and files of 4 GiB: ERR_HOST_FILES_KIND, _NAME, _COLLISION, ERR_HOST_FILE_TOO_LARGE; ERR_HOST_OPEN. To be freed
 * also after an error, which stays good. */
struct error files_folder_read(const char *path, struct files_folder *folder);
void files_folder_free(struct files_folder *folder);

/* An error about a path that need not outlive it. */
struct error files_folder_error(enum error_code code, const char *path, u64 detail);

/* The file that was seen, or ERR_HOST_FILE_CHANGED. */
struct error files_folder_open(const char *path, const struct stat *seen, int *fd);
struct error files_folder_check_unchanged(const char *path, const struct stat *seen);

/* ERR_HOST_FILES_OUTPUT if a file of this name would lie in the folder, or below. */
struct error files_folder_check_output(const char *path, const char *output_path);

/* ERR_HOST_FILES_TEMPORARY if the folder below which we make what is temporary is this one, or lies in it. */
struct error files_folder_check_temporary(const char *path);

/* Whether FAT, Windows and UEFI take them for the same name. The second is `len` bytes long. */
bool files_folder_names_collide(const char *left, const char *right, size_t len);

#endif
