/* What a running machine shows. */
#ifndef TESTS_BOOT_SCREEN_H
#define TESTS_BOOT_SCREEN_H
#include "tests/boot/qemu.h"

/* Keeps a screenshot as screen.ppm in the machine's folder, and fails unless it shows all of `texts` as Lintel draws them, the
 * first one in red. */
void screen_judge_pixels(struct qemu *qemu, const char *const *texts, size_t count);

/* Keeps VGA text memory as screen.txt, and fails unless it has all of `texts`, line breaks aside. */
void screen_judge_vga(struct qemu *qemu, const char *const *texts, size_t count);

#endif
