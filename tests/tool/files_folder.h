/* What the tests of `lintel build --files` share. */
#ifndef TESTS_TOOL_FILES_FOLDER_H
#define TESTS_TOOL_FILES_FOLDER_H
#include "tests/tool/support.h"

extern struct result files_result; /* of the last call */

/* Instead of folder_enter: the folder has kernel.elf and an empty folder dir. */
void files_enter(void);

void files_put(const char *path, const char *text);
void files_make_folder(const char *path);

/* os.img, of the kernel with all that is in dir. */
void files_build(int expected_status);

#endif
