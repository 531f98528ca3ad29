/* Each of a table's two copies, judged alone. */
#include "common/disk/gpt_format.h"
#include "tests/unit/common/disk/gpt_disk.h"
#include <criterion/criterion.h>

static struct gpt_disk disk;

static void start(void)
{
    gpt_disk_begin(&disk, 512);
}

static void finish(void)
{
    gpt_disk_end(&disk);
}

TestSuite(gpt_copies, .init = start, .fini = finish);

Test(gpt_copies, are_checked_one_by_one)
{
    const u64 lbas[] = { GPT_PRIMARY_LBA, GPT_DISK_SECTORS - 1 };
    u8 *const headers[] = { gpt_disk_primary(&disk), gpt_disk_backup(&disk) };
    u8 *const entries[] = { gpt_disk_entry(&disk, 2), gpt_disk_backup_entry(&disk, 2) };
    for (size_t i = 0; i < 2; i++) {
        cr_assert_eq(gpt_check_copy(&disk.counted.reader, 512, lbas[i]).code, ERR_NONE);
        headers[i][GPT_DISK_GUID] ^= 1;
        cr_assert_eq(gpt_check_copy(&disk.counted.reader, 512, lbas[i]).code, ERR_GPT_DAMAGED);
        headers[i][GPT_DISK_GUID] ^= 1;
        entries[i][GPT_ENTRY_NAME] ^= 1;
        cr_assert_eq(gpt_check_copy(&disk.counted.reader, 512, lbas[i]).code, ERR_GPT_DAMAGED);
        cr_assert_eq(gpt_check_copy(&disk.counted.reader, 512, lbas[1 - i]).code, ERR_NONE);
        entries[i][GPT_ENTRY_NAME] ^= 1;
    }
}
