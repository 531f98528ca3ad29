/* Promise: a command line of 64 KiB, its NUL counted, arrives whole. */
#include "check.h"

ENTRY_POINT();

#define LINE_BYTES 65535 /* as in build.mk, where its letters are computed alike */

void kernel_main(struct boot_info *info)
{
    CHECK_EQUAL(info->command_line_bytes, LINE_BYTES);
    for (uint64_t i = 0; i < LINE_BYTES; i++)
        CHECK_EQUAL(info->command_line[i], 33 + (i * i + i / 89) % 89);
    CHECK_EQUAL(info->command_line[LINE_BYTES], 0);
    pass();
}
