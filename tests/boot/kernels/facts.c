/* Promise: what boot_info says of the kernel, of the boot and of chance is so. */
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

void kernel_main(struct boot_info *info)
{
    check_kernel(info);
    check_stamps(info);
    check_seed(info);
    check_log(info);
    CHECK(info->volume->partition_number > 0 && info->volume->partition_first_lba > 0);
    pass();
}
