/* A kernel that says hello and ends QEMU with "pass". What it finds in `info` is described in <lintel/info.h>.
 *
 * SPDX-License-Identifier: 0BSD */
#include "console.h"
#include <lintel/kernel.h>

ENTRY_POINT(.kernel_stack_size = 64 * KIB);

void kernel_main(struct boot_info *info)
{
    console_open(info);
    print("Hello from a kernel that %s %s booted.\n", info->loader_name, info->loader_version);
    out_u8(0xf4, 0x10); /* "pass" to `lintel run` and `lintel test`, 0x11 is "fail"; nothing on a real machine */
    for (;;)
        __asm__ volatile("hlt");
}
