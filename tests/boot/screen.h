/* What a running machine shows. */
#ifndef TESTS_BOOT_SCREEN_H
#define TESTS_BOOT_SCREEN_H
#include "tests/boot/qemu.h"

/* Keeps a screenshot as screen.ppm in the machine's folder, and fails unless it shows what the row lists as Lintel draws it, and,
 * where a refusal is expected, the very words of the serial line: its number large and in red, sentence, hint, and where the book
 * has it. */
void screen_judge_pixels(struct qemu *qemu, const struct boot_row *row);

/* Keeps VGA text memory as screen.txt, and fails unless it has all of `texts`, line breaks aside. */
void screen_judge_vga(struct qemu *qemu, const char *const *texts, size_t count);

#endif
