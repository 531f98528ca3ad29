/* The bytes of a disk image, and the files on its FAT volume, as a tool of the operating system would change them. */
#ifndef TESTS_BOOT_VOLUME_H
#define TESTS_BOOT_VOLUME_H
#include "tests/boot/files.h"

#define SECTOR_BYTES 512

/* Bytes of the image as they are; past its end fails the test. */
void image_read(const char *image_path, uint64_t offset, void *data, size_t bytes);
void image_write(const char *image_path, uint64_t offset, const void *data, size_t bytes);
void image_flip(const char *image_path, uint64_t offset); /* all bits of one byte */

/* Where the image's FAT file system starts, in bytes. */
uint64_t volume_offset(const char *image_path);

/* An mtools command on the image's volume; it goes on with the words that follow. */
struct command volume_command(const char *program, const char *image_path);

/* A file from the volume or onto it, where it replaces one of its name. */
void volume_get(const char *image_path, const char *path, const char *host_path);
void volume_put(const char *image_path, const char *host_path, const char *path);
void volume_remove(const char *image_path, const char *path);

/* The clusters of a file: the first of each run in its order, `count` of them at most. Gives the number of runs. */
size_t volume_runs(const char *image_path, const char *path, uint32_t *first_clusters, size_t count);

/* Another file system of `mib` MiB in the place of the image's, with the same files, copied in the order that the loader opens
 * them; `options` are words for mkfs.fat. The image grows if it must. `prepare`, if not NULL, is done to the empty volume. */
void volume_remake(const char *image_path, unsigned mib, const char *const *options, void (*prepare)(const char *image_path));

#endif
