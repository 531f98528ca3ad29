/* A kernel and a folder dir for `lintel build --files`. */
#include "tests/tool/files_folder.h"
#include <string.h>
#include <sys/stat.h>

struct result files_result;

void files_put(const char *path, const char *text)
{
    file_write(path, (struct bytes) { (const u8 *)text, strlen(text) });
}

void files_make_folder(const char *path)
{
    cr_assert_eq(mkdir(path, 0777), 0, "%s", path);
}

void files_enter(void)
{
    folder_enter_with_kernel();
    files_make_folder("dir");
}

void files_build(int status)
{
    CALL(&files_result, "lintel", "build", "kernel.elf", "-o", "os.img", "--files", "dir");
    assert_status(&files_result, status);
}
