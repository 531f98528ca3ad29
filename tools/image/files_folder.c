/* Names in the order of their bytes, so that neither the file system's order nor a locale has a say. */
#include "tools/image/files_folder.h"
#include "common/disk/fat_name.h"
#include "tools/base/host_file.h"
#include "tools/base/output_file.h"
#include "tools/image/fat.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wctype.h>

struct error files_folder_error(enum error_code code, const char *path, u64 detail)
{
    static char kept[OUTPUT_PATH_BYTES];
    snprintf(kept, sizeof(kept), "%s", path);
    return error_about(code, kept, detail);
}

static int by_bytes(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static bool is_real(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static struct error check_kind(const struct files_entry *entry)
{
    if (!S_ISREG(entry->seen.st_mode) && !S_ISDIR(entry->seen.st_mode))
        return files_folder_error(ERR_HOST_FILES_KIND, entry->path, entry->seen.st_mode);
    if (S_ISREG(entry->seen.st_mode) && (u64)entry->seen.st_size > FAT_FILE_BYTES_MAX)
        return files_folder_error(ERR_HOST_FILE_TOO_LARGE, entry->path, (u64)entry->seen.st_size);
    return OK;
}

static struct error check_name(const struct files_entry *entry)
{
    struct fat_name name;
    size_t position = 0;
    if (fat_name_read((struct bytes) { (const u8 *)entry->name, strlen(entry->name) }, &name, &position))
        return OK;
    return files_folder_error(ERR_HOST_FILES_NAME, entry->path, position + 1);
}

static struct error add_entry(const char *path, const char *name, struct files_folder *folder)
{
    struct files_entry *entry = &folder->each[folder->count];
    if (asprintf(&entry->path, "%s/%s", path, name) < 0)
        return error_about(ERR_HOST_OPEN, "the list of files", ENOMEM);
    folder->count++;
    entry->name = entry->path + strlen(path) + 1;
    if (lstat(entry->path, &entry->seen) != 0)
        return files_folder_error(ERR_HOST_OPEN, entry->path, (u64)errno);
    TRY(check_kind(entry));
    return check_name(entry);
}

/* Letters of either case are the same: those of ASCII to all who read FAT, others to most. */
static u32 fold(u16 unit)
{
    static locale_t unicode;
    if (unit < 0x80)
        return unit >= 'a' && unit <= 'z' ? unit - ('a' - 'A') : unit;
    if (unicode == NULL)
        unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", NULL);
    return unicode != NULL ? towupper_l(unit, unicode) : unit;
}

static int compare_folded(const struct fat_name *left, const struct fat_name *right)
{
    for (u32 i = 0; i < left->unit_count && i < right->unit_count; i++) {
        const u32 a = fold(left->units[i]), b = fold(right->units[i]);
        if (a != b)
            return a < b ? -1 : 1;
    }
    return left->unit_count < right->unit_count ? -1 : left->unit_count > right->unit_count;
}

static int compare_names(const char *left, size_t left_len, const char *right, size_t right_len)
{
    struct fat_name names[2];
    size_t position;
    (void)fat_name_read((struct bytes) { (const u8 *)left, left_len }, &names[0], &position); /* these were checked */
    (void)fat_name_read((struct bytes) { (const u8 *)right, right_len }, &names[1], &position);
    return compare_folded(&names[0], &names[1]);
}

bool files_folder_names_collide(const char *left, const char *right, size_t len)
{
    return compare_names(left, strlen(left), right, len) == 0;
}

static int by_folded_name(const void *left, const void *right)
{
    const char *a = ((const struct files_entry *)left)->name, *b = ((const struct files_entry *)right)->name;
    const int order = compare_names(a, strlen(a), b, strlen(b));
    return order != 0 ? order : strcmp(a, b);
}

/* Sorted by what FAT sees, the same names stand side by side. */
static struct error check_collisions(const struct files_folder *folder)
{
    struct error error = OK;
    struct files_entry *sorted = calloc(folder->count + 1, sizeof(*sorted));
    if (sorted == NULL)
        return error_about(ERR_HOST_OPEN, "the list of files", ENOMEM);
    memcpy(sorted, folder->each, folder->count * sizeof(*sorted));
    qsort(sorted, folder->count, sizeof(*sorted), by_folded_name);
    for (size_t i = 1; i < folder->count && error.code == ERR_NONE; i++)
        if (files_folder_names_collide(sorted[i - 1].name, sorted[i].name, strlen(sorted[i].name)))
            error = files_folder_error(ERR_HOST_FILES_COLLISION, sorted[i].path, sorted[i].seen.st_mode);
    free(sorted);
    return error;
}

static struct error add_all(const char *path, struct dirent **found, size_t count, struct files_folder *folder)
{
    folder->each = calloc(count + 1, sizeof(*folder->each));
    if (folder->each == NULL)
        return error_about(ERR_HOST_OPEN, "the list of files", ENOMEM);
    for (size_t i = 0; i < count; i++)
        if (is_real(found[i]))
            TRY(add_entry(path, found[i]->d_name, folder));
    return check_collisions(folder);
}

struct error files_folder_read(const char *path, struct files_folder *folder)
{
    struct dirent **found;
    const int count = scandir(path, &found, NULL, by_bytes);
    if (count < 0)
        return files_folder_error(ERR_HOST_OPEN, path, (u64)errno);
    const struct error error = add_all(path, found, (size_t)count, folder);
    for (int i = 0; i < count; i++)
        free(found[i]);
    free(found);
    return error;
}

void files_folder_free(struct files_folder *folder)
{
    for (size_t i = 0; i < folder->count; i++)
        free(folder->each[i].path);
    free(folder->each);
}

/* Absolute and without links, for free(); NULL if there is no such folder. */
static char *real_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash == NULL ? strdup(".") : strndup(path, (size_t)(slash - path) + 1), *real = NULL;
    if (folder != NULL)
        real = realpath(folder, NULL);
    free(folder);
    return real;
}

static bool is_below(const char *path, const char *folder)
{
    const size_t len = strlen(folder);
    return strncmp(path, folder, len) == 0 && (path[len] == '\0' || path[len] == '/' || folder[len - 1] == '/');
}

/* Of what is not there nothing is said: it gets its own error. Frees `real_place`, which may be NULL. */
static struct error check_is_outside(const char *path, char *real_place, enum error_code code, const char *subject)
{
    struct stat folder;
    char *real = realpath(path, NULL);
    const bool is_inside = real != NULL && real_place != NULL && is_below(real_place, real);
    free(real);
    free(real_place);
    return is_inside && stat(path, &folder) == 0 ? error_about(code, subject, folder.st_ino) : OK;
}

struct error files_folder_check_output(const char *path, const char *output_path)
{
    return check_is_outside(path, real_folder_of(output_path), ERR_HOST_FILES_OUTPUT, output_path);
}

struct error files_folder_check_temporary(const char *path)
{
    const char *place = temporary_parent("/tmp");
    return check_is_outside(path, realpath(place, NULL), ERR_HOST_FILES_TEMPORARY, place);
}

static struct error compare(const char *path, const struct stat *now, const struct stat *seen)
{
    return host_file_is_same(now, seen) ? OK : files_folder_error(ERR_HOST_FILE_CHANGED, path, (u64)seen->st_size);
}

struct error files_folder_open(const char *path, const struct stat *seen, int *fd)
{
    struct stat now;
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    if (*fd < 0 || !host_file_settle(*fd, &now))
        return files_folder_error(ERR_HOST_OPEN, path, (u64)errno);
    return compare(path, &now, seen);
}

struct error files_folder_check_unchanged(const char *path, const struct stat *seen)
{
    struct stat now;
    if (stat(path, &now) != 0) /* DIR itself may be a link */
        return files_folder_error(ERR_HOST_OPEN, path, (u64)errno);
    return compare(path, &now, seen);
}
