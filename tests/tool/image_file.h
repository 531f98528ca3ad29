/* One image, os.img, that a test makes, damages byte by byte and shows to `lintel inspect`. */
#ifndef TESTS_TOOL_IMAGE_FILE_H
#define TESTS_TOOL_IMAGE_FILE_H
#include "tests/tool/support.h"

#define MIB 1048576u

extern struct result image_result; /* of the last call */

/* Instead of folder_enter: the folder has kernel.elf, and a ramdisk whose bytes are nowhere else. */
void image_enter(void);

/* `lintel VERB` with an option that takes a value: the image has kernel, ramdisk, a module "fonts" and a command line. */
void image_make(const char *verb, const char *option, const char *value);

void image_inspect(int expected_status);

u64 image_bytes(void);
struct bytes image_start(void); /* its first 4 MiB, in which all that is not empty lies but the GPT's backup */

/* Where bytes, or the first of a file, lie in that. */
u64 image_place_of(const void *content, size_t len);
u64 image_place_of_file(const char *path);

/* Changes one bit of that byte. */
void image_flip(u64 offset);

#endif
