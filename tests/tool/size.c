/* `lintel build --size`, and what a large image is: sparse, quick, its files in one piece, and no larger than its tables can say.
 */
#include "tests/tool/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct result result;

TestSuite(size, .init = folder_enter_with_kernel, .fini = folder_leave);

static void build(int status, const char *size, const char *table, const char *sector_size)
{
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--size", size, "--table", table, "--sector-size",
         sector_size);
    assert_status(&result, status);
}

static void expect_bytes(u64 bytes)
{
    struct stat status;
    cr_assert_eq(stat("os.img", &status), 0);
    cr_assert_eq((u64)status.st_size, bytes);
    cr_assert_lt(status.st_blocks * 512, 8 << 20, "%lld bytes are on the disk", (long long)status.st_blocks * 512);
}

static void expect_sound_volume(u64 spare_bytes, const char *cluster_line)
{
    volume_cut("os.img", "volume.img", spare_bytes);
    CALL(&result, "fsck.fat", "-n", "-v", "volume.img");
    assert_status(&result, 0);
    assert_says(result.output, "32 bit entries");
    assert_says(result.output, cluster_line);
}

Test(size, is_that_of_the_whole_image)
{
    build(0, "8G", "gpt", "512");
    expect_bytes(8ull << 30);
    CALL(&result, "sgdisk", "-v", "-p", "os.img");
    assert_says(result.output, "No problems found");
    assert_says(result.output, "        16775167   8.0 GiB     EF00"); /* up to the last MiB */
    expect_sound_volume(1 << 20, " 32768 bytes per cluster");
}

Test(size, is_that_of_an_image_with_an_mbr_too)
{
    build(0, "100M", "mbr", "512");
    expect_bytes(100 << 20);
    CALL(&result, "sfdisk", "-V", "os.img");
    assert_says(result.output, "No errors detected");
    CALL(&result, "sfdisk", "-l", "-o", "Start,Sectors", "os.img");
    assert_says(result.output, " 2048  202752\n"); /* up to the end */
    expect_sound_volume(0, " 1024 bytes per cluster");
}

/* `errors` tells the size that is needed; that one is enough, and is the default. */
Test(size, says_how_much_is_needed)
{
    build(2, "1M", "gpt", "512");
    assert_says(result.errors, "lintel: error L791: --size 1M is too small: the image needs 35 MiB\n");
    cr_assert_not(file_exists("os.img"));
    build(2, "34M", "gpt", "512");
    build(0, "35M", "gpt", "512");
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "default.img");
    assert_status(&result, 0);
    cr_assert(bytes_equal(file_read("os.img"), file_read("default.img")));
}

Test(size, is_whole_mib)
{
    static const struct {
        const char *size, *place;
    } sizes[] = { { "", "1" },        { "0", "1" },     { "large", "1" }, { "100", "1" },
                  { "1048577", "1" }, { "35.5M", "3" }, { "-1G", "1" },   { "99999999999999999999G", "1" },
                  { "1M2", "3" },     { "8GB", "3" } };
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        char said[128];
        snprintf(said, sizeof(said), "lintel: error L790: --size %s is no size of whole MiB (character %s)\n", sizes[i].size,
                 sizes[i].place);
        build(2, sizes[i].size, "gpt", "512");
        assert_says(result.errors, said);
        assert_says(result.errors, "hint: give a number with M, G or T (powers of 1024; K if they are whole MiB)");
    }
    build(0, "102400K", "gpt", "512");
    expect_bytes(100 << 20);
    build(0, "104857600", "gpt", "512");
    expect_bytes(100 << 20);
}

/* 2^32 sectors: the last MiB of a GPT's disk may lie behind them. */
Test(size, is_at_most_what_the_tables_can_say)
{
    build(2, "2097153M", "mbr", "512");
    assert_says(result.errors, "lintel: error L792: os.img would be larger than its disk can be, which is 2 TiB\n");
    build(2, "2097154M", "gpt", "512");
    assert_says(result.errors, "which is 2097153 MiB\nhint: ");
    assert_says(result.errors, "more than 2 TiB needs a disk with sectors of 4096 bytes");
    build(2, "9T", "mbr", "4096");
    assert_says(result.errors, "error L792: ");
    cr_assert_not(file_exists("os.img"));
}

Test(size, may_be_all_that_an_mbr_can_say)
{
    build(0, "2T", "mbr", "512");
    expect_bytes(2ull << 40);
    CALL(&result, "sfdisk", "-l", "-o", "Start,Sectors", "os.img");
    assert_says(result.output, " 2048 4294965248\n");
    CALL(&result, "lintel", "inspect", "os.img");
    assert_status(&result, 0);
    assert_says(result.output, "boots by BIOS              yes\nboots by UEFI              yes\n");
}

Test(size, changes_the_identity)
{
    u8 first[16];
    build(0, "64M", "gpt", "512");
    memcpy(first, file_read("os.img").data + 512 + 56, sizeof(first));
    build(0, "65M", "gpt", "512");
    cr_assert_neq(memcmp(first, file_read("os.img").data + 512 + 56, sizeof(first)), 0);
}

Test(size, is_for_disk_images)
{
    CALL(&result, "lintel", "iso", "kernel.elf", "-o", "os.iso", "--size", "1G");
    assert_status(&result, 2);
    assert_says(result.errors, "--size is for `lintel build'");
    CALL(&result, "lintel", "netboot", "kernel.elf", "-o", "out", "--size", "1G");
    assert_status(&result, 2);
    assert_says(result.errors, "--size is for `lintel build'");
}

Test(size, is_not_for_cds)
{
    static const char *const verbs[] = { "run", "test", "gdb" };
    for (size_t i = 0; i < COUNT_OF(verbs); i++) {
        CALL(&result, "lintel", verbs[i], "kernel.elf", "--medium", "cd", "--size", "1G");
        assert_status(&result, 2);
        assert_says(result.errors, "--size is for `lintel build': an ISO is as large as what it holds");
    }
    CALL(&result, "lintel", "test", "kernel.elf", "--medium", "ahci,cd", "--sector-size", "512");
    assert_status(&result, 2);
    assert_says(result.errors, "--sector-size is for `lintel build'");
}

/* mshowfat lists a file's clusters: `<first-last>' if they stand in one piece. */
static void expect_one_piece(const char *path)
{
    CALL(&result, "mshowfat", "-i", "os.img@@1M", path);
    assert_status(&result, 0);
    cr_assert_eq(strchr(result.output, '<'), strrchr(result.output, '<'), "%s", result.output);
    assert_says(result.output, "<");
}

/* Ramdisk and files are sparse here, and so is the image: their zeros are on no disk. */
Test(size, files_lie_in_one_piece_in_an_image_of_more_than_4_gib)
{
    static const char *const files[] = {
        "::/boot/kernel.elf", "::/boot/ramdisk", "::/boot/lintel.manifest", "::/EFI/BOOT/BOOTX64.EFI", "::/large",
        "::/larger",          "::/small"
    };
    CALL(&result, "sh", "-c",
         "mkdir dir && truncate -s 3000M dir/large && truncate -s 2000M dir/larger && echo 1 >dir/small && truncate -s 200M "
         "ramdisk");
    assert_status(&result, 0);
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--ramdisk", "ramdisk", "--files", "dir");
    assert_status(&result, 0);
    struct stat status;
    cr_assert_eq(stat("os.img", &status), 0);
    cr_assert_gt(status.st_size, 5000ll << 20);
    cr_assert_lt(status.st_blocks * 512, 8 << 20, "%lld bytes are on the disk", (long long)status.st_blocks * 512);
    for (size_t i = 0; i < COUNT_OF(files); i++)
        expect_one_piece(files[i]);
    CALL(&result, "sgdisk", "-v", "os.img");
    assert_says(result.output, "No problems found");
    expect_sound_volume(1 << 20, " 32768 bytes per cluster");
}
