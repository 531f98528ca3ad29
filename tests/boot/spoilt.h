/* What the host says beforehand and what the machine says then: the same. */
#ifndef TESTS_BOOT_SPOILT_H
#define TESTS_BOOT_SPOILT_H
#include "tests/boot/row.h"
#include "tests/spoilt/spoilt.h"

/* Puts the spoilt kernel onto an image in the place of its own, without the manifest, which knows another one. */
void spoilt_put(const struct spoilt *spoilt, const char *image_path);

/* Boots the row, whose damage puts that kernel: the serial line must have the sentence of the table, and sentence and hint
 * of what `lintel check` says first about the kernel's file. */
void spoilt_run(const struct spoilt *spoilt, const struct boot_row *row);

/* The same for an image that a row damages, and `lintel check` of that image. */
void spoilt_image_run(const struct boot_row *row);

#endif
