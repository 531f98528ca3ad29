/* Reading files: volumes made by mkfs.fat and mtools byte for byte, broken chains, and what a read costs. */
#include "tests/unit/common/disk/crafted.h"
#include "tests/unit/common/disk/volume.h"
#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <stdio.h>
#include <string.h>

struct format {
    char mkfs_arguments[48];
    u64 kib;
    u32 kind, cluster_bytes;
};

static struct format formats[] = {
    { "-F 12 -s 1", 1440, 12, 512 },
    { "-F 12 -s 8", 8 * 1024, 12, 4096 },
    { "-F 16 -s 1", 16 * 1024, 16, 512 },
    { "-F 16 -s 4 -f 1", 32 * 1024, 16, 2048 },
    { "-F 16 -S 4096 -s 1", 32 * 1024, 16, 4096 },
    { "-F 12 -S 4096 -s 2", 16 * 1024, 12, 8192 },
    { "-F 12 -s 128", 32 * 1024, 12, 65536 },
    { "-F 32 -s 1", 40 * 1024, 32, 512 },
    { "-F 32 -s 2 -R 64", 80 * 1024, 32, 1024 },
};

ParameterizedTestParameters(fat_file, gives_back_what_mtools_wrote)
{
    return cr_make_param_array(struct format, formats, COUNT_OF(formats));
}

ParameterizedTest(struct format *format, fat_file, gives_back_what_mtools_wrote)
{
    struct volume volume;
    volume_format(&volume, format->kib, format->mkfs_arguments);
    volume_run(&volume, "mmd -i v.img ::/EFI ::/boot ::/boot/modules", NULL);
    volume_put(&volume, "/boot/kernel.elf", 300000, 1);
    volume_put(&volume, "/boot/modules/A module with a Long Name.bin", 65536, 2);
    volume_put(&volume, "/boot/ramdisk", 0, 3);
    volume_put(&volume, "/boot/one", 1, 4);
    volume_open(&volume);
    cr_assert_eq(volume.fat.kind, format->kind);
    cr_assert_eq(volume.fat.cluster_bytes, format->cluster_bytes);
    volume_expect(&volume, "/boot/kernel.elf", 300000, 1, 0);
    volume_expect(&volume, "/boot/kernel.elf", 300000, 1, 777);
    volume_expect(&volume, "/boot/modules/A module with a Long Name.bin", 65536, 2, 0);
    volume_expect(&volume, "/boot/ramdisk", 0, 3, 0);
    volume_expect(&volume, "/boot/one", 1, 4, 0);
    volume_end(&volume);
}

/* Fills the volume with small files and removes every other one, so that what comes next lies in pieces. */
static const char fill_with_holes[] = "head -c 4096 /dev/zero >small && for i in $(seq 100 400); do cp small s$i; done && "
                                      "(mcopy -i v.img s1?? s2?? s3?? s400 :: 2>/dev/null || true) && "
                                      "for i in $(seq 101 2 399); do echo ::/s$i; done | xargs mdel -i v.img 2>/dev/null || true";

Test(fat_file, reads_a_fragmented_file)
{
    struct volume volume;
    volume_format(&volume, 1440, "-F 12 -s 1");
    volume_run(&volume, fill_with_holes, NULL);
    volume_put(&volume, "/large", 500000, 7);
    volume_open(&volume);
    volume_expect(&volume, "/large", 500000, 7, 0);
    cr_assert_gt(volume.partition.reads, 100, "the file is not fragmented: the test tests nothing");
    volume_expect(&volume, "/large", 500000, 7, 1000);
    volume_expect(&volume, "/large", 500000, 7, 4096);
    volume_end(&volume);
}

Test(fat_file, seeks_backward_and_forward)
{
    struct volume volume;
    struct reader file;
    volume_format(&volume, 1440, "-F 12 -s 1");
    volume_run(&volume, fill_with_holes, NULL);
    volume_put(&volume, "/large", 300000, 7);
    volume_open(&volume);
    cr_assert_eq(fat_open_file(&volume.fat, "/large", &file).code, ERR_NONE);
    for (u64 i = 0; i < 500; i++) {
        u64 offset = i * 7919 * 37 % 299000;
        u8 piece[1000];
        cr_assert_eq(reader_read(&file, offset, piece, sizeof(piece)).code, ERR_NONE);
        cr_assert_eq(piece[0], content_byte(7, offset));
        cr_assert_eq(piece[999], content_byte(7, offset + 999));
    }
    volume_end(&volume);
}

Test(fat_file, reads_a_contiguous_file_in_one_piece)
{
    struct volume volume;
    volume_format(&volume, 40 * 1024, "-F 32 -s 1");
    volume_put(&volume, "/large", 4000000, 7);
    volume_open(&volume);
    volume_expect(&volume, "/large", 4000000, 7, 0);
    cr_assert_eq(volume.partition.largest_bytes, 4000000);
    volume_end(&volume);
}

Test(fat_file, reads_each_part_of_the_fat_once_when_it_reads_forward)
{
    struct volume volume;
    volume_format(&volume, 40 * 1024, "-F 32 -s 1");
    volume_put(&volume, "/large", 4000000, 7);
    volume_open(&volume);
    volume.partition.watch_offset = volume.fat.fat_offset;
    volume.partition.watch_end = volume.fat.fat_offset + volume.fat.fat_bytes;
    volume_expect(&volume, "/large", 4000000, 7, 10000);
    u64 chain_bytes = 4000000 / 512 * 4;
    cr_assert_leq(volume.partition.watched_bytes, chain_bytes + 3 * FAT_WINDOW_BYTES);
    volume_end(&volume);
}

Test(fat_file, refuses_to_read_past_its_end)
{
    struct crafted crafted;
    struct reader file;
    u8 buffer[16];
    crafted_begin(&crafted, 100);
    crafted_file(&crafted, "FILE       ", 3, 10);
    crafted_link(&crafted, 3, CRAFTED_END);
    cr_assert_eq(crafted_open(&crafted).code, ERR_NONE);
    cr_assert_eq(fat_open_file(&crafted.fat, "/file", &file).code, ERR_NONE);
    cr_assert_eq(reader_read(&file, 0, buffer, 10).code, ERR_NONE);
    struct error error = reader_read(&file, 0, buffer, 11);
    cr_assert_eq(error.code, ERR_READ_PAST_END);
    cr_assert_str_eq(error_subject(error), "/file");
    crafted_end(&crafted);
}

/* One volume of each kind: the chains of all three are followed by code of their own. */
static u32 cluster_counts[] = { 4084, 65524, 65525 };

#define FOR_EACH_KIND(test)                                                                                                      \
    ParameterizedTestParameters(fat_file, test)                                                                                  \
    {                                                                                                                            \
        return cr_make_param_array(u32, cluster_counts, COUNT_OF(cluster_counts));                                               \
    }                                                                                                                            \
    ParameterizedTest(u32 *cluster_count, fat_file, test)

static void chain_of(struct crafted *crafted, const u32 *clusters, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++)
        crafted_link(crafted, clusters[i], clusters[i + 1]);
}

static void expect_broken(struct crafted *crafted, u32 detail)
{
    struct error error = crafted_read(crafted, "/file");
    cr_assert_eq(error.code, ERR_FAT_CHAIN, "error %d", error.code);
    cr_assert_str_eq(error_subject(error), "/file");
    cr_assert_eq(error.detail, detail, "cluster %llu, not %u", (unsigned long long)error.detail, detail);
    crafted_end(crafted);
}

FOR_EACH_KIND(follows_a_chain_across_the_whole_volume)
{
    struct crafted crafted;
    u32 last = *cluster_count + 1;
    u32 chain[] = { last - 1, last, 5, 6, 2000, 2001, 4, CRAFTED_END };
    crafted_begin(&crafted, *cluster_count);
    crafted_file(&crafted, "FILE       ", chain[0], 7 * 512);
    chain_of(&crafted, chain, COUNT_OF(chain));
    for (u32 i = 0; i < 7; i++)
        memset(crafted_cluster(&crafted, chain[i]), (int)(i + 1), 512);
    struct reader file;
    u8 content[7 * 512];
    cr_assert_eq(crafted_open(&crafted).code, ERR_NONE);
    cr_assert_eq(fat_open_file(&crafted.fat, "/file", &file).code, ERR_NONE);
    cr_assert_eq(reader_read(&file, 0, content, sizeof(content)).code, ERR_NONE);
    for (u32 i = 0; i < sizeof(content); i++)
        cr_assert_eq(content[i], i / 512 + 1);
    crafted_end(&crafted);
}

FOR_EACH_KIND(rejects_a_cluster_loop)
{
    struct crafted crafted;
    u32 chain[] = { 3, 4, 5, 3 };
    crafted_begin(&crafted, *cluster_count);
    crafted_file(&crafted, "FILE       ", 3, 10 * 512);
    chain_of(&crafted, chain, COUNT_OF(chain));
    cr_assert_eq(crafted_read(&crafted, "/file").code, ERR_FAT_CHAIN);
    crafted_end(&crafted);
}

FOR_EACH_KIND(rejects_a_cluster_that_follows_itself)
{
    struct crafted crafted;
    crafted_begin(&crafted, *cluster_count);
    crafted_file(&crafted, "FILE       ", 3, 1);
    crafted_link(&crafted, 3, 3);
    expect_broken(&crafted, 3);
}

FOR_EACH_KIND(rejects_a_chain_that_ends_before_the_file)
{
    struct crafted crafted;
    u32 chain[] = { 3, 4, CRAFTED_END };
    crafted_begin(&crafted, *cluster_count);
    crafted_file(&crafted, "FILE       ", 3, 2 * 512 + 1);
    chain_of(&crafted, chain, COUNT_OF(chain));
    expect_broken(&crafted, 4);
}

FOR_EACH_KIND(accepts_a_chain_that_goes_on_behind_the_file)
{
    struct crafted crafted;
    u32 chain[] = { 3, 4, 9, CRAFTED_END };
    crafted_begin(&crafted, *cluster_count);
    crafted_file(&crafted, "FILE       ", 3, 512);
    chain_of(&crafted, chain, COUNT_OF(chain));
    cr_assert_eq(crafted_read(&crafted, "/file").code, ERR_NONE);
    crafted_end(&crafted);
}

FOR_EACH_KIND(rejects_links_to_free_reserved_bad_and_missing_clusters)
{
    u32 bad = *cluster_count < 4085 ? 0xff7 : *cluster_count < 65525 ? 0xfff7 : 0x0ffffff7;
    u32 wrong[] = { 0, 1, bad, *cluster_count + 2 };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct crafted crafted;
        u32 chain[] = { 3, 4, wrong[i] };
        crafted_begin(&crafted, *cluster_count);
        crafted_file(&crafted, "FILE       ", 3, 3 * 512);
        chain_of(&crafted, chain, COUNT_OF(chain));
        expect_broken(&crafted, 4);
    }
}

FOR_EACH_KIND(rejects_a_bad_mark_in_place_of_an_end_mark)
{
    struct crafted crafted;
    crafted_begin(&crafted, *cluster_count);
    crafted_file(&crafted, "FILE       ", 3, 512);
    crafted_link(&crafted, 3, CRAFTED_END - 8);
    expect_broken(&crafted, 3);
}

FOR_EACH_KIND(does_not_run_on_behind_the_last_cluster)
{
    struct crafted crafted;
    u32 last = *cluster_count + 1;
    u32 chain[] = { last - 1, last, last + 1, CRAFTED_END };
    crafted_begin(&crafted, *cluster_count);
    crafted_file(&crafted, "FILE       ", last - 1, 3 * 512);
    chain_of(&crafted, chain, COUNT_OF(chain));
    expect_broken(&crafted, last);
}

FOR_EACH_KIND(rejects_a_first_cluster_outside_the_volume)
{
    u32 wrong[] = { 0, 1, *cluster_count + 2 };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct crafted crafted;
        crafted_begin(&crafted, *cluster_count);
        crafted_file(&crafted, "FILE       ", wrong[i], 512);
        expect_broken(&crafted, wrong[i]);
    }
}

FOR_EACH_KIND(rejects_a_file_larger_than_the_volume)
{
    struct crafted crafted;
    crafted_begin(&crafted, *cluster_count);
    crafted_file(&crafted, "FILE       ", 3, *cluster_count * 512 + 1);
    expect_broken(&crafted, 3);
}

Test(fat_file, takes_every_end_mark)
{
    for (u32 mark = 0xff8; mark <= 0xfff; mark++) {
        struct crafted crafted;
        crafted_begin(&crafted, 100);
        crafted_file(&crafted, "FILE       ", 3, 512);
        crafted_link(&crafted, 3, mark);
        cr_assert_eq(crafted_read(&crafted, "/file").code, ERR_NONE);
        crafted_end(&crafted);
    }
}

Test(fat_file, ignores_the_reserved_bits_of_fat32_entries)
{
    struct crafted crafted;
    crafted_begin(&crafted, 65525);
    crafted_file(&crafted, "FILE       ", 3, 3 * 512);
    crafted_link(&crafted, 3, 0xf0000004);
    crafted_link(&crafted, 4, 0xa0000009);
    crafted_link(&crafted, 9, 0x0ffffff8);
    cr_assert_eq(crafted_read(&crafted, "/file").code, ERR_NONE);
    crafted_end(&crafted);
}

/* Two files whose FAT entries lie in different windows; the read that fails has spoilt the window. */
Test(fat_file, passes_on_read_errors_and_recovers)
{
    struct crafted crafted;
    struct reader near, far;
    u8 content[512];
    crafted_begin(&crafted, 65524);
    crafted_file(&crafted, "NEAR       ", 3, 512);
    crafted_file(&crafted, "FAR        ", 60000, 512);
    crafted_link(&crafted, 3, CRAFTED_END);
    crafted_link(&crafted, 60000, CRAFTED_END);
    cr_assert_eq(crafted_open(&crafted).code, ERR_NONE);
    cr_assert_eq(fat_open_file(&crafted.fat, "/near", &near).code, ERR_NONE);
    cr_assert_eq(fat_open_file(&crafted.fat, "/far", &far).code, ERR_NONE);
    cr_assert_eq(reader_read(&near, 0, content, 512).code, ERR_NONE);
    crafted.partition.bad_offset = crafted.fat_offset + 2 * 60000;
    crafted.partition.bad_end = crafted.partition.bad_offset + 1;
    cr_assert_eq(reader_read(&far, 0, content, 512).code, ERR_DISK_READ);
    cr_assert_eq(reader_read(&near, 0, content, 512).code, ERR_NONE);
    crafted.partition.bad_end = 0;
    cr_assert_eq(reader_read(&far, 0, content, 512).code, ERR_NONE);
    crafted_end(&crafted);
}
