/* Disk images for the boot tests: made by `lintel build`, and damaged on purpose. */
#ifndef TESTS_BOOT_IMAGE_H
#define TESTS_BOOT_IMAGE_H
#include "tests/boot/row.h"

/* The image of a row: one per kernel, options and ramdisk, shared by all rows that agree in them, and remade if the tool or an
 * input is newer. A row with damage gets a copy of its own in `folder`. */
void image_of(const struct boot_row *row, const char *folder, char *image_path);

/* Damages, for struct boot_row. */
void image_remove_kernel(const char *image_path);
void image_cut_kernel(const char *image_path);
void image_remove_manifest(const char *image_path);

#endif
