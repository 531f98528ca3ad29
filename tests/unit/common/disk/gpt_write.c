/* Tables from gpt_write, judged by sgdisk and by their fixed bytes; gpt_read.c reads them back. */
#include "tests/unit/common/disk/gpt_disk.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct gpt_disk disk;

static void start(void)
{
    gpt_disk_begin(&disk, 512);
}

static void finish(void)
{
    gpt_disk_end(&disk);
}

TestSuite(gpt_write, .init = start, .fini = finish);

/* What sgdisk prints about the disk; without a fault its exit status is 0 and it says so. */
static void ask_sgdisk(const char *options, char *answer, size_t capacity)
{
    char path[] = "/tmp/lintel-gpt-XXXXXX";
    char command[128];
    FILE *file = fdopen(mkstemp(path), "wb");
    cr_assert_eq(fwrite(disk.data, 1, disk.bytes, file), disk.bytes);
    fclose(file);
    snprintf(command, sizeof(command), "PATH=$PATH:/sbin:/usr/sbin sgdisk %s %s 2>&1", options, path);
    FILE *output = popen(command, "r");
    answer[fread(answer, 1, capacity - 1, output)] = '\0';
    cr_assert_eq(pclose(output), 0, "%s", answer);
    unlink(path);
}

Test(gpt_write, makes_tables_that_sgdisk_accepts)
{
    char answer[4096];
    ask_sgdisk("-v", answer, sizeof(answer));
    cr_assert_not_null(strstr(answer, "No problems found"), "%s", answer);
    cr_assert_null(strstr(answer, "aution"), "%s", answer);
    cr_assert_null(strstr(answer, "arning"), "%s", answer);
}

Test(gpt_write, says_types_names_and_places_as_sgdisk_reads_them)
{
    char answer[4096];
    ask_sgdisk("-i 2", answer, sizeof(answer));
    cr_assert_not_null(strstr(answer, "C12A7328-F81F-11D2-BA4B-00A0C93EC93B"), "%s", answer);
    cr_assert_not_null(strstr(answer, "First sector: 100 "), "%s", answer);
    cr_assert_not_null(strstr(answer, "Last sector: 199 "), "%s", answer);
    cr_assert_not_null(strstr(answer, "'EFI system'"), "%s", answer);
    ask_sgdisk("-i 1", answer, sizeof(answer));
    cr_assert_not_null(strstr(answer, "21686148-6449-6E6F-744E-656564454649"), "%s", answer);
}

Test(gpt_write, is_a_protective_mbr_to_sgdisk)
{
    char answer[4096];
    ask_sgdisk("-O", answer, sizeof(answer)); /* prints the MBR */
    cr_assert_not_null(strstr(answer, "0xEE"), "%s", answer);
    cr_assert_null(strstr(answer, "hybrid"), "%s", answer);
}

Test(gpt_write, has_one_protective_and_one_active_empty_entry)
{
    const u8 *entries = disk.data + MBR_ENTRIES;
    cr_assert_eq(load_u32(disk.data + MBR_DISK_ID), 0x12345678);
    cr_assert_eq(load_u16(disk.data + MBR_SIGNATURE), 0xaa55);
    cr_assert_eq(entries[MBR_ENTRY_STATUS], 0);
    cr_assert_eq(entries[MBR_ENTRY_TYPE], MBR_TYPE_PROTECTIVE);
    cr_assert_eq(load_u32(entries + MBR_ENTRY_FIRST_LBA), 1);
    cr_assert_eq(load_u32(entries + MBR_ENTRY_SECTORS), GPT_DISK_SECTORS - 1);
    cr_assert_eq(entries[MBR_ENTRY_BYTES + MBR_ENTRY_STATUS], MBR_STATUS_ACTIVE);
    cr_assert_eq(entries[MBR_ENTRY_BYTES + MBR_ENTRY_TYPE], 0);
}

Test(gpt_write, leaves_the_boot_code_alone)
{
    u8 *primary = malloc(gpt_primary_bytes(512));
    u8 *backup = malloc(gpt_backup_bytes(512));
    struct gpt_plan plan = { .disk_sectors = 5000000000, .sector_bytes = 512 };
    memset(primary, 0x90, gpt_primary_bytes(512));
    gpt_write(&plan, primary, backup);
    for (u32 i = 0; i < MBR_CODE_BYTES; i++)
        cr_assert_eq(primary[i], 0x90);
    cr_assert_eq(primary[MBR_DISK_ID], 0);
    cr_assert_eq(load_u32(primary + MBR_ENTRIES + MBR_ENTRY_SECTORS), UINT32_MAX, "more sectors than the field holds");
    free(primary);
    free(backup);
}

Test(gpt_write, says_how_large_the_tables_are)
{
    cr_assert_eq(gpt_primary_bytes(512), 34 * 512);
    cr_assert_eq(gpt_backup_bytes(512), 33 * 512);
    cr_assert_eq(gpt_primary_bytes(4096), 6 * 4096);
    cr_assert_eq(gpt_backup_bytes(4096), 5 * 4096);
}

Test(gpt_write, cuts_a_name_at_36_characters)
{
    u8 primary[34 * 512] = { 0 };
    u8 backup[33 * 512];
    struct partition partition = { .first_lba = 40, .last_lba = 50 };
    const char *name = "0123456789012345678901234567890123456789";
    struct gpt_plan plan = {
        .disk_sectors = 256, .sector_bytes = 512, .partitions = &partition, .names = &name, .partition_count = 1
    };
    gpt_write(&plan, primary, backup);
    const u8 *entry = primary + 1024;
    cr_assert_eq(load_u16(entry + GPT_ENTRY_NAME + 2 * 35), '5');
    cr_assert_eq(load_u16(entry + GPT_ENTRY_BYTES), 0);
}
