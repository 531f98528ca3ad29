/* Whether an image boots: `lintel inspect` says so before any machine does. */
#ifndef TESTS_BOOT_VERDICT_H
#define TESTS_BOOT_VERDICT_H
#include "tests/boot/row.h"

/* Fails the test if what `lintel inspect` says of the row's image and door is not what the row expects. */
void verdict_judge(const struct boot_row *row, const char *folder, const char *image_path);

#endif
