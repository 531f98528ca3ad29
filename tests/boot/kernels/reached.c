/* All the pointers of boot_info, one after the other. */
#include "reached.h"
#include "check.h"
#include "walk.h"

#define SYMBOL_BYTES 24 /* an Elf64_Sym */

void check_not_usable(const struct boot_info *info, uint64_t start_phys, uint64_t bytes)
{
    for (uint64_t i = 0; i < info->region_count; i++) {
        const struct memory_region *region = &info->regions[i];
        if (start_phys < region->start_phys + region->bytes && region->start_phys < start_phys + bytes)
            CHECK(region->kind != MEMORY_USABLE);
    }
}

static uint64_t listed_phys(const struct boot_info *info, uint64_t virt)
{
    for (uint64_t i = 0; i < info->mapping_count; i++)
        if (virt - info->mappings[i].start_virt < info->mappings[i].bytes)
            return info->mappings[i].start_phys + (virt - info->mappings[i].start_virt);
    CHECK(!"a pointer leads to what is in no mapping");
    return 0;
}

static void check_reached(const struct boot_info *info, const void *start, uint64_t bytes)
{
    if (start == NULL)
        return;
    const uint64_t virt = (uint64_t)start;
    for (uint64_t page = virt & ~4095ull; page < virt + bytes; page += 4096) {
        const uint64_t phys = listed_phys(info, page);
        CHECK_EQUAL(walk_phys(info, page), phys);
        check_not_usable(info, phys, 4096);
    }
}

static void check_string(const struct boot_info *info, const char *string)
{
    uint64_t length = 0;
    check_reached(info, string, 1);
    while (string[length])
        length++;
    check_reached(info, string, length + 1);
}

static void check_files(const struct boot_info *info, const struct boot_file *files, uint64_t count)
{
    check_reached(info, files, count * sizeof(*files));
    for (uint64_t i = 0; i < count; i++) {
        check_string(info, files[i].name);
        check_reached(info, files[i].address, files[i].bytes ? files[i].bytes : 1); /* an empty one has a page too */
        check_not_usable(info, files[i].start_phys, files[i].bytes);
    }
}

static void check_framebuffers(const struct boot_info *info)
{
    check_reached(info, info->framebuffers, info->framebuffer_count * sizeof(*info->framebuffers));
    for (uint64_t i = 0; i < info->framebuffer_count; i++) {
        check_reached(info, info->framebuffers[i].address, info->framebuffers[i].bytes);
        check_reached(info, info->framebuffers[i].edid, info->framebuffers[i].edid_bytes);
        check_not_usable(info, info->framebuffers[i].start_phys, info->framebuffers[i].bytes);
    }
}

static void check_kernel(const struct boot_info *info)
{
    check_reached(info, (const void *)info->kernel_start_virt, info->kernel_bytes);
    check_reached(info, (const void *)info->stack_bottom_virt, info->stack_bytes);
    check_reached(info, info->symbols, info->symbol_count * SYMBOL_BYTES);
    check_reached(info, info->symbol_names, info->symbol_names_bytes);
    check_reached(info, info->tls_template, info->tls_file_bytes);
}

void check_pointers(const struct boot_info *info)
{
    check_reached(info, info, BOOT_INFO_RESERVE);
    check_string(info, info->loader_name);
    check_string(info, info->loader_version);
    check_reached(info, info->command_line, info->command_line_bytes + 1);
    check_reached(info, info->regions, info->region_count * sizeof(*info->regions));
    check_reached(info, info->mappings, info->mapping_count * sizeof(*info->mappings));
    check_files(info, info->ramdisk, info->ramdisk != NULL);
    check_files(info, info->files, info->file_count);
    check_framebuffers(info);
    check_reached(info, info->efi_memory_map, info->efi_memory_map_bytes);
    check_kernel(info);
    check_reached(info, info->log, info->log_bytes);
    check_reached(info, info->volume, sizeof(*info->volume));
    check_reached(info, info->stamps, info->stamp_count * sizeof(*info->stamps));
}
