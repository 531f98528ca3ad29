/* Partitions against the end of their disk, and sector sizes. */
#include "common/disk/partition.h"
#include <criterion/criterion.h>

static const struct reader disk = { .name = "test disk", .bytes = 100 * 512 };

static struct error check(u64 first_lba, u64 last_lba)
{
    struct partition partition = { .first_lba = first_lba, .last_lba = last_lba };
    return partition_check(&disk, 512, &partition);
}

Test(partition, may_end_with_the_disk_and_not_after_it)
{
    cr_assert_eq(check(99, 99).code, ERR_NONE);
    struct error error = check(99, 100);
    cr_assert_eq(error.code, ERR_READ_PAST_END);
    cr_assert_eq(error.detail, 101 * 512);
}

Test(partition, does_not_end_before_it_starts)
{
    cr_assert_eq(check(50, 50).code, ERR_NONE);
    cr_assert_eq(check(50, 49).code, ERR_GPT_DAMAGED);
}

Test(partition, is_refused_if_its_end_is_no_number)
{
    cr_assert_eq(check(0, UINT64_MAX).detail, UINT64_MAX);
    cr_assert_eq(check(0, UINT64_MAX / 512).code, ERR_READ_PAST_END);
}

Test(partition, knows_three_sector_sizes)
{
    static const u32 good[] = { 512, 2048, 4096 }, wrong[] = { 0, 511, 1024, 8192, UINT32_MAX };
    for (size_t i = 0; i < COUNT_OF(good); i++)
        cr_assert_eq(sector_size_check(&disk, good[i]).code, ERR_NONE);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct error error = sector_size_check(&disk, wrong[i]);
        cr_assert_eq(error.code, ERR_DISK_SECTOR_SIZE);
        cr_assert_eq(error.detail, wrong[i]);
    }
}
