/* Manifests that were edited by hand. */
#include "tests/boot/image.h"
#include "tests/boot/volume.h"
#include <stdlib.h>
#include <string.h>

#define MANIFEST_PATH      "/boot/lintel.manifest"
#define MANIFEST_BYTES_MAX (1u << 20) /* config/manifest.h */

/* The manifest's text is `before`, `found` and the rest; it gets `put` in the place of `found`. */
static void replace(const char *image_path, const char *found, const char *put)
{
    char path[PATH_BYTES];
    path_format(path, "%s.manifest", image_path);
    volume_get(image_path, MANIFEST_PATH, path);
    char *text = file_text(path);
    const char *at = strstr(text, found);
    cr_assert(at != NULL, "the manifest has no \"%s\"", found);
    const size_t bytes = strlen(text) - strlen(found) + strlen(put);
    char *edited = malloc(bytes + 1);
    cr_assert(edited != NULL);
    strcpy(stpcpy(stpncpy(edited, text, (size_t)(at - text)), put), at + strlen(found));
    file_write(path, edited, bytes);
    volume_put(image_path, path, MANIFEST_PATH);
    free(edited);
    free(text);
}

void manifest_break_line(const char *image_path)
{
    replace(image_path, "kernel-bytes = ", "kernel-bytes ");
}

void manifest_break_value(const char *image_path)
{
    replace(image_path, "kernel-bytes = ", "kernel-bytes = about ");
}

void manifest_drop_key(const char *image_path)
{
    replace(image_path, "kernel-bytes = ", "# ");
}

void manifest_change_version(const char *image_path)
{
    replace(image_path, "lintel-manifest = 1\n", "lintel-manifest = 2\n");
}

/* A comment as long as all of a manifest may be. */
void manifest_bloat(const char *image_path)
{
    char *comment = malloc(MANIFEST_BYTES_MAX + 1);
    cr_assert(comment != NULL);
    memset(comment, '#', MANIFEST_BYTES_MAX);
    comment[MANIFEST_BYTES_MAX - 1] = '\n';
    comment[MANIFEST_BYTES_MAX] = 0;
    replace(image_path, "lintel-manifest", comment);
    free(comment);
}

void manifest_rename_kernel(const char *image_path)
{
    replace(image_path, "kernel = /boot/kernel.elf\n", "kernel = " LONG_KERNEL_PATH "\n");
}
