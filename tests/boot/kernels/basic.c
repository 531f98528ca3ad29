/* Promise: a kernel linked anywhere starts with its data intact, zeroed bss, relocated pointers and a boot_info it can rely on.
 */
#include "check.h"

ENTRY_POINT();

static const char first[] = "first", second[] = "second";
static const char *const volatile pointers[] = { first, second, first }; /* a PIE needs one relocation for each */
static volatile uint64_t initialised = 0x1122334455667788;
static volatile uint8_t cleared[20000];

static void check_kernel(void)
{
    CHECK(same_text(pointers[0], "first"));
    CHECK(same_text(pointers[1], "second"));
    CHECK_EQUAL(pointers[2], first);
    CHECK_EQUAL(initialised, 0x1122334455667788);
    for (size_t i = 0; i < sizeof(cleared); i++)
        CHECK_EQUAL(cleared[i], 0);
}

static void check_identity(const struct boot_info *info)
{
    static const uint8_t magic[16] = BOOT_INFO_MAGIC;
    for (size_t i = 0; i < sizeof(magic); i++)
        CHECK_EQUAL(info->magic[i], magic[i]);
    CHECK_EQUAL(info->abi_major, LINTEL_ABI_MAJOR);
    CHECK(info->abi_minor >= LINTEL_ABI_MINOR);
    CHECK(info->size >= sizeof(struct boot_info) && info->size <= BOOT_INFO_RESERVE);
    CHECK(info->door == DOOR_BIOS || info->door == DOOR_UEFI);
    CHECK_EQUAL(info->paging_levels, 4);
    CHECK(same_text(info->loader_name, "Lintel"));
    CHECK(info->loader_version[0] >= '0' && info->loader_version[0] <= '9');
}

static void check_rest_is_zero(const struct boot_info *info)
{
    const uint8_t *bytes = (const uint8_t *)info;
    for (size_t i = info->size; i < BOOT_INFO_RESERVE; i++)
        CHECK_EQUAL(bytes[i], 0);
}

/* Default configuration: no command line given, no ramdisk, no recursive slot. */
static void check_defaults(const struct boot_info *info)
{
    CHECK_EQUAL(info->command_line_bytes, 0);
    CHECK_EQUAL(info->command_line[0], 0);
    CHECK_EQUAL(info->ramdisk, 0);
    CHECK_EQUAL(info->file_count, 0);
    CHECK_EQUAL(info->recursive_index, 0);
    CHECK_EQUAL(info->stack_bytes, 80 * KIB);
    CHECK_EQUAL(info->kernel_slide % 4096, 0);
    CHECK(info->physical_memory_bytes >= 4096 * MIB);
}

static void check_contents(const struct boot_info *info)
{
    CHECK(info->region_count > 0 && info->mapping_count > 0);
    CHECK(info->rsdp_phys != 0);
    CHECK(info->kernel_bytes >= sizeof(cleared));
    uint64_t here = (uint64_t)&initialised;
    CHECK(here >= info->kernel_start_virt && here - info->kernel_start_virt < info->kernel_bytes);
    CHECK(info->log_bytes > 0 && info->log != NULL);
    CHECK(info->volume != NULL && info->volume->kind == VOLUME_GPT);
    if (info->door == DOOR_UEFI)
        CHECK(info->efi_system_table_phys != 0 && info->efi_memory_map_bytes > 0 && info->efi_descriptor_bytes >= 40);
    else
        CHECK(info->efi_system_table_phys == 0 && info->efi_memory_map == NULL);
}

static void check_framebuffer(const struct boot_framebuffer *framebuffer)
{
    CHECK(framebuffer->address != NULL && framebuffer->start_phys != 0);
    CHECK(framebuffer->width_px >= 640 && framebuffer->height_px >= 480);
    CHECK(framebuffer->bits_per_pixel == 32 || framebuffer->bits_per_pixel == 24);
    CHECK(framebuffer->pitch_bytes >= framebuffer->width_px * framebuffer->bits_per_pixel / 8);
    CHECK(framebuffer->bytes >= (uint64_t)framebuffer->pitch_bytes * framebuffer->height_px);
}

void kernel_main(struct boot_info *info)
{
    check_kernel();
    check_identity(info);
    check_rest_is_zero(info);
    check_defaults(info);
    check_contents(info);
    print(info->framebuffer_count > 0 ? "with framebuffer\n" : "without framebuffer\n");
    for (uint64_t i = 0; i < info->framebuffer_count; i++)
        check_framebuffer(&info->framebuffers[i]);
    pass();
}
