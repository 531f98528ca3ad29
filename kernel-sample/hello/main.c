/* The first kernel: says on serial and on screen what Lintel handed over, and ends QEMU with "pass".
 *
 * SPDX-License-Identifier: 0BSD */
#include "../console.h"
#include <lintel/kernel.h>

ENTRY_POINT(.kernel_stack_size = 64 * KIB, .log_level = LOG_LEVEL_INFO);

static void show_kernel(const struct boot_info *info)
{
    print("Hello from a kernel that %s %s booted.\n", info->loader_name, info->loader_version);
    print("kernel:       %lu KiB at 0x%lx\n", info->kernel_bytes / KIB, info->kernel_start_virt);
    print("stack:        %lu KiB at 0x%lx\n", info->stack_bytes / KIB, info->stack_bottom_virt);
    print("command line: \"%s\"\n", info->command_line);
}

static void show_memory(const struct boot_info *info)
{
    uint64_t usable_bytes = 0;
    for (uint64_t i = 0; i < info->region_count; i++)
        if (info->regions[i].kind == MEMORY_USABLE)
            usable_bytes += info->regions[i].bytes;
    print("memory:       %lu MiB usable, %lu regions\n", usable_bytes / MIB, info->region_count);
    print("mappings:     %lu\n", info->mapping_count);
}

static void show_screen(const struct boot_info *info)
{
    const struct boot_framebuffer *screen = info->framebuffers;
    if (info->framebuffer_count == 0)
        print("framebuffer:  none\n");
    else
        print("framebuffer:  %u x %u, %u bits a pixel\n", screen->width_px, screen->height_px, screen->bits_per_pixel);
}

static void show_ramdisk(const struct boot_info *info)
{
    if (info->ramdisk == NULL)
        print("ramdisk:      none\n");
    else
        print("ramdisk:      %lu bytes at 0x%lx\n", info->ramdisk->bytes, (uint64_t)info->ramdisk->address);
}

void kernel_main(struct boot_info *info)
{
    console_open(info);
    show_kernel(info);
    show_memory(info);
    show_screen(info);
    show_ramdisk(info);
    out_u8(0xf4, 0x10); /* "pass" to `lintel run`, nothing on a real machine */
    for (;;)
        __asm__ volatile("hlt");
}
