/* Promise: what boot_info says of the kernel, the firmware's tables, the boot and of chance is so. */
#include "check.h"
#include "walk.h"

ENTRY_POINT();

extern char text_start[], data_end[];

static void check_kernel(const struct boot_info *info)
{
    uint64_t here = (uint64_t)text_start;
    CHECK_EQUAL(info->kernel_start_virt, here);
    CHECK_EQUAL(info->kernel_bytes, (uint64_t)data_end - here);
    CHECK_EQUAL(info->kernel_start_phys, walk_phys(info, here));
    CHECK_EQUAL(walk_phys(info, here + info->kernel_bytes - 4096), info->kernel_start_phys + info->kernel_bytes - 4096);
}

static void check_stamps(const struct boot_info *info)
{
    CHECK(info->stamp_count > STAMP_KERNEL);
    for (uint32_t i = 1; i < info->stamp_count; i++)
        CHECK(info->stamps[i] >= info->stamps[i - 1]);
    uint32_t low, high;
    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
    CHECK(info->stamps[STAMP_ENTRY] > 0);
    CHECK(info->stamps[STAMP_KERNEL] <= ((uint64_t)high << 32 | low));
}

/* Eight words of chance: a repeated or an empty one among them has a chance of one in 2^58. */
static void check_seed(const struct boot_info *info)
{
    uint64_t words[8];
    __builtin_memcpy(words, info->random_seed, sizeof(words));
    for (unsigned i = 0; i < 8; i++) {
        CHECK(words[i] != 0);
        for (unsigned j = 0; j < i; j++)
            CHECK(words[i] != words[j]);
    }
}

static void check_log(const struct boot_info *info)
{
    static const char start[] = "Lintel ";
    CHECK(info->log_bytes > sizeof(start));
    for (unsigned i = 0; start[i]; i++)
        CHECK_EQUAL(info->log[i], start[i]);
    for (uint64_t i = 0; i < info->log_bytes; i++)
        CHECK(info->log[i] != 0);
}

static bool starts_with(const struct boot_info *info, uint64_t phys, const char *anchor)
{
    const char *found = (const char *)info->physical_memory_virt + phys;
    for (unsigned i = 0; anchor[i]; i++)
        if (found[i] != anchor[i])
            return false;
    return true;
}

/* What the firmware's specifications have at the start of each table (ACPI 5.2.5.3, SMBIOS 5.2, UEFI 4.3). */
static void check_firmware_tables(const struct boot_info *info)
{
    CHECK(starts_with(info, info->rsdp_phys, "RSD PTR "));
    CHECK(info->smbios32_phys != 0 || info->smbios64_phys != 0);
    if (info->smbios32_phys != 0)
        CHECK(starts_with(info, info->smbios32_phys, "_SM_"));
    if (info->smbios64_phys != 0)
        CHECK(starts_with(info, info->smbios64_phys, "_SM3_"));
    if (info->door == DOOR_UEFI) {
        CHECK(starts_with(info, info->efi_system_table_phys, "IBI SYST"));
        CHECK_EQUAL(info->efi_descriptor_version, 1);
        CHECK_EQUAL(info->efi_memory_map_bytes % info->efi_descriptor_bytes, 0);
    }
}

void kernel_main(struct boot_info *info)
{
    check_kernel(info);
    check_firmware_tables(info);
    check_stamps(info);
    check_seed(info);
    check_log(info);
    CHECK(info->volume->partition_number > 0 && info->volume->partition_first_lba > 0);
    pass();
}
