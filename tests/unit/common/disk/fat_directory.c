/* Names and paths: what mtools writes, and directories that only a test would write. */
#include "tests/unit/common/disk/crafted.h"
#include "tests/unit/common/disk/volume.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

Test(fat_directory, finds_names_in_any_case)
{
    struct volume volume;
    volume_format(&volume, 1440, "-F 12");
    volume_run(&volume, "mmd -i v.img ::/Boot ::/Boot/LongDirectoryName", NULL);
    volume_put(&volume, "/Boot/LongDirectoryName/Mixed Case.Text", 100, 1);
    volume_put(&volume, "/Boot/lower.txt", 200, 2); /* kept as a short name with the NT bits */
    volume_put(&volume, "/Boot/UPPER.TXT", 300, 3);
    volume_open(&volume);
    volume_expect(&volume, "/boot/longdirectoryname/mixed case.text", 100, 1, 0);
    volume_expect(&volume, "//BOOT//LONGDIRECTORYNAME/MIXED CASE.TEXT", 100, 1, 0);
    volume_expect(&volume, "Boot/LONGDI~1/MIXEDC~1.TEX", 100, 1, 0);
    volume_expect(&volume, "/boot/LOWER.TXT", 200, 2, 0);
    volume_expect(&volume, "/boot/upper.txt", 300, 3, 0);
    volume_end(&volume);
}

Test(fat_directory, finds_long_names_of_every_length)
{
    struct volume volume;
    char path[260];
    static const u32 lengths[] = { 9, 12, 13, 14, 25, 26, 27, 39, 254, 255 };
    volume_format(&volume, 8 * 1024, "-F 16 -s 1");
    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        snprintf(path, sizeof(path), "/%0*d", (int)lengths[i], (int)i);
        volume_put(&volume, path, 10 + i, i);
    }
    volume_open(&volume);
    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        snprintf(path, sizeof(path), "/%0*d", (int)lengths[i], (int)i);
        volume_expect(&volume, path, 10 + i, i, 0);
        path[strlen(path) - 1] = 'x';
        cr_assert_eq(volume_refusal(&volume, path), ERR_FILE_NOT_FOUND);
    }
    volume_end(&volume);
}

/* mtools would need minutes for it. Every second cluster: the directory is in pieces. */
Test(fat_directory, finds_a_file_among_thousands)
{
    struct crafted crafted;
    crafted_begin(&crafted, 65525);
    for (u32 i = 0; i < 5000; i++) {
        char name[12];
        u32 cluster = 2 + i / 16 * 2;
        snprintf(name, sizeof(name), "N%07u   ", i);
        memcpy(crafted_cluster(&crafted, cluster) + i % 16 * 32, name, 11);
        crafted_link(&crafted, cluster, i / 16 == 4999 / 16 ? CRAFTED_END : cluster + 2);
    }
    cr_assert_eq(crafted_read(&crafted, "/n0000000").code, ERR_NONE);
    cr_assert_eq(crafted_read(&crafted, "/n0004999").code, ERR_NONE);
    cr_assert_eq(crafted_read(&crafted, "/n0005000").code, ERR_FILE_NOT_FOUND);
    crafted_end(&crafted);
}

Test(fat_directory, refuses_what_is_no_file)
{
    struct volume volume;
    volume_format(&volume, 1440, "-F 12 -n LABEL");
    volume_run(&volume, "mmd -i v.img ::/boot", NULL);
    volume_put(&volume, "/boot/file", 10, 1);
    volume_put(&volume, "/boot/deleted", 10, 1);
    volume_run(&volume, "mdel -i v.img ::/boot/deleted", NULL);
    volume_open(&volume);
    static const char *const paths[] = { "",
                                         "/",
                                         "/boot",
                                         "/boot/",
                                         "/boot/nothing",
                                         "/nothing/file",
                                         "/LABEL",
                                         "/boot/fil",
                                         "/boot/files",
                                         "/boot/file/inner",
                                         "/boot/./file",
                                         "/boot/../boot/file",
                                         "/boot/..",
                                         "/boot/deleted",
                                         "/boot/\xe5"
                                         "eleted" };
    for (size_t i = 0; i < COUNT_OF(paths); i++)
        cr_assert_eq(volume_refusal(&volume, paths[i]), ERR_FILE_NOT_FOUND, "%s was found", paths[i]);
    volume_end(&volume);
}

static struct crafted crafted;

static void small_volume(void)
{
    crafted_begin(&crafted, 100);
    for (u32 cluster = 3; cluster < 20; cluster++)
        crafted_link(&crafted, cluster, CRAFTED_END);
}

static void drop_volume(void)
{
    crafted_end(&crafted);
}

TestSuite(fat_names, .init = small_volume, .fini = drop_volume);

static enum error_code reading(const char *path)
{
    return crafted_read(&crafted, path).code;
}

static u64 bytes_of(const char *path)
{
    struct reader file = { 0 };
    cr_assert_eq(crafted_open(&crafted).code, ERR_NONE);
    struct error error = fat_open_file(&crafted.fat, path, &file);
    cr_assert_eq(error.code, ERR_NONE, "%s: error %d", path, error.code);
    return file.bytes;
}

Test(fat_names, spells_short_names)
{
    crafted_file(&crafted, "KERNEL  ELF", 3, 1);
    crafted_file(&crafted, "NOEXT      ", 3, 2);
    crafted_file(&crafted, "EIGHTCHREXT", 3, 3);
    crafted_file(&crafted, "A B     C  ", 3, 4);
    cr_assert_eq(bytes_of("/kernel.elf"), 1);
    cr_assert_eq(bytes_of("/noext"), 2);
    cr_assert_eq(bytes_of("/eightchr.ext"), 3);
    cr_assert_eq(bytes_of("/a b.c"), 4);
    cr_assert_eq(reading("/noext."), ERR_FILE_NOT_FOUND);
    cr_assert_eq(reading("/kernelelf"), ERR_FILE_NOT_FOUND);
}

Test(fat_names, reads_05_as_a_leading_e5)
{
    crafted_file(&crafted,
                 "\x05"
                 "BC     TXT",
                 3, 1);
    cr_assert_eq(bytes_of("/\xe5"
                          "bc.txt"),
                 1);
}

Test(fat_names, ignores_the_lower_case_bits)
{
    crafted_file(&crafted, "KERNEL  ELF", 3, 1)[12] = 0x18;
    cr_assert_eq(bytes_of("/kernel.elf"), 1);
    cr_assert_eq(bytes_of("/KERNEL.ELF"), 1);
}

Test(fat_names, skips_labels_and_deleted_entries)
{
    crafted_entry(&crafted, "KERNEL  ELF", ATTRIBUTE_VOLUME_LABEL);
    crafted_file(&crafted,
                 "\xe5"
                 "ERNEL  ELF",
                 3, 1);
    crafted_file(&crafted, "KERNEL  ELF", 3, 2);
    cr_assert_eq(bytes_of("/kernel.elf"), 2);
}

Test(fat_names, stops_at_the_end_mark)
{
    crafted_file(&crafted, "FIRST      ", 3, 1);
    crafted_entry(&crafted, "\0          ", 0);
    crafted_file(&crafted, "BEHIND     ", 3, 1);
    cr_assert_eq(reading("/behind"), ERR_FILE_NOT_FOUND);
}

Test(fat_names, looks_at_the_last_entry_of_a_full_root)
{
    for (u32 i = 0; i < 15; i++)
        crafted_file(&crafted, "OTHER      ", 3, 1);
    cr_assert_eq(reading("/last"), ERR_FILE_NOT_FOUND);
    crafted_file(&crafted, "LAST       ", 3, 5);
    cr_assert_eq(bytes_of("/last"), 5);
    cr_assert_eq(reading("/more"), ERR_FILE_NOT_FOUND);
}

static const char short_name[] = "LONGNA~1TXT";

Test(fat_names, joins_the_parts_of_a_long_name)
{
    crafted_long_part(&crafted, 2, true, "txt", short_name);
    crafted_long_part(&crafted, 1, false, "Long name 12.", short_name);
    crafted_file(&crafted, short_name, 3, 7);
    cr_assert_eq(bytes_of("/long NAME 12.txt"), 7);
    cr_assert_eq(bytes_of("/longna~1.txt"), 7);
    cr_assert_eq(reading("/long name 12."), ERR_FILE_NOT_FOUND);
    cr_assert_eq(reading("/long name 12.txtx"), ERR_FILE_NOT_FOUND);
}

Test(fat_names, is_not_deceived_by_parts_behind_the_names_end)
{
    crafted_long_part(&crafted, 2, true, "tail", short_name);
    crafted_long_part(&crafted, 1, false, "short", short_name);
    crafted_file(&crafted, short_name, 3, 7);
    cr_assert_eq(reading("/short"), ERR_FILE_NOT_FOUND);
}

Test(fat_names, accepts_a_last_part_without_padding)
{
    crafted_long_part(&crafted, 1, true, "exactly13char", short_name);
    crafted_file(&crafted, short_name, 3, 7);
    cr_assert_eq(bytes_of("/exactly13char"), 7);
    cr_assert_eq(reading("/exactly13cha"), ERR_FILE_NOT_FOUND);
}

Test(fat_names, distrusts_a_long_name_with_a_wrong_checksum)
{
    crafted_long_part(&crafted, 1, true, "long.txt", short_name);
    crafted_file(&crafted, "OTHER   TXT", 3, 7);
    cr_assert_eq(reading("/long.txt"), ERR_FILE_NOT_FOUND);
    cr_assert_eq(bytes_of("/other.txt"), 7);
}

Test(fat_names, distrusts_parts_that_do_not_belong_together)
{
    crafted_long_part(&crafted, 2, true, "txt", short_name);
    crafted_long_part(&crafted, 1, false, "Long name 12.", short_name)[LONG_CHECKSUM] ^= 1;
    crafted_file(&crafted, short_name, 3, 7);
    cr_assert_eq(reading("/long name 12.txt"), ERR_FILE_NOT_FOUND);
}

Test(fat_names, distrusts_a_long_name_with_a_part_missing)
{
    crafted_long_part(&crafted, 2, true, "txt", short_name);
    crafted_file(&crafted, short_name, 3, 7);
    crafted_long_part(&crafted, 1, false, "lonely.txt", short_name);
    crafted_file(&crafted, short_name, 3, 7);
    cr_assert_eq(reading("/txt"), ERR_FILE_NOT_FOUND);
    cr_assert_eq(reading("/lonely.txt"), ERR_FILE_NOT_FOUND);
}

Test(fat_names, survives_a_part_number_of_zero_and_of_31)
{
    crafted_long_part(&crafted, 0, true, "zero", short_name);
    crafted_file(&crafted, short_name, 3, 7);
    crafted_long_part(&crafted, 31, true, "many", short_name);
    crafted_file(&crafted, short_name, 3, 7);
    cr_assert_eq(reading("/zero"), ERR_FILE_NOT_FOUND);
    cr_assert_eq(reading("/many"), ERR_FILE_NOT_FOUND);
}

Test(fat_names, forgets_a_long_name_before_a_deleted_entry)
{
    crafted_long_part(&crafted, 1, true, "long.txt", short_name);
    crafted_file(&crafted,
                 "\xe5"
                 "ONGNA~1TXT",
                 3, 7);
    crafted_file(&crafted, short_name, 3, 7);
    cr_assert_eq(reading("/long.txt"), ERR_FILE_NOT_FOUND);
}

Test(fat_names, never_equals_other_than_ascii)
{
    u8 *part = crafted_long_part(&crafted, 1, true, "na\xefve.txt", short_name);
    crafted_file(&crafted, short_name, 3, 7);
    cr_assert_eq(reading("/na\xefve.txt"), ERR_FILE_NOT_FOUND);
    store_u16(part + 5, 'i' + 0x100); /* the low byte alone would be equal */
    cr_assert_eq(reading("/naive.txt"), ERR_FILE_NOT_FOUND);
}

Test(fat_names, ignores_the_high_half_of_the_cluster_on_fat12)
{
    u8 *entry = crafted_file(&crafted, "FILE       ", 3, 7);
    store_u16(entry + DIRENT_CLUSTER_HIGH, 0x1234);
    cr_assert_eq(reading("/file"), ERR_NONE);
}

Test(fat_names, rejects_a_directory_whose_chain_loops)
{
    u8 *entry = crafted_entry(&crafted, "LOOP       ", ATTRIBUTE_DIRECTORY);
    store_u16(entry + DIRENT_CLUSTER_LOW, 3);
    crafted_link(&crafted, 3, 4);
    crafted_link(&crafted, 4, 3);
    struct error error = crafted_read(&crafted, "/loop/file");
    cr_assert_eq(error.code, ERR_FAT_CHAIN);
    cr_assert_str_eq(error_subject(error), "/loop/file");
}

Test(fat_names, rejects_a_directory_without_a_cluster)
{
    static const u32 wrong[] = { 0, 1, 102, 0xffff };
    u8 *entry = crafted_entry(&crafted, "EMPTY      ", ATTRIBUTE_DIRECTORY);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        store_u16(entry + DIRENT_CLUSTER_LOW, (u16)wrong[i]);
        struct error error = crafted_read(&crafted, "/empty/file");
        cr_assert_eq(error.code, ERR_FAT_CHAIN);
        cr_assert_eq(error.detail, wrong[i]);
    }
}

Test(fat_names, reads_a_directory_of_several_clusters_without_an_end_mark)
{
    u8 *entry = crafted_entry(&crafted, "DIR        ", ATTRIBUTE_DIRECTORY);
    store_u16(entry + DIRENT_CLUSTER_LOW, 3);
    crafted_link(&crafted, 3, 9);
    for (u32 i = 0; i < 16; i++) {
        memcpy(crafted_cluster(&crafted, 3) + 32 * (size_t)i, "FILL       ", 11);
        memcpy(crafted_cluster(&crafted, 9) + 32 * (size_t)i, "FILL       ", 11);
    }
    memcpy(crafted_cluster(&crafted, 9) + 15 * 32, "LAST       ", 11);
    cr_assert_eq(bytes_of("/dir/last"), 0);
    cr_assert_eq(reading("/dir/more"), ERR_FILE_NOT_FOUND);
}
