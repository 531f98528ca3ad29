/* `lintel build --table` and `--sector-size`: images for every disk, sound to other tools, with stage 2 where the boot sector
 * looks. */
#include "bios/image.h"
#include "tests/tool/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MBR_SIGNATURE_AT 440
#define MBR_TABLE_AT     446
#define MIB              (1u << 20)

TestSuite(disks, .init = folder_enter_with_kernel, .fini = folder_leave);

static void build(const char *table, const char *sector_size, const char *output)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "--table", table, "--sector-size", sector_size, "-o", output);
    assert_status(&result, 0);
}

/* The volume ends where the image does, or a MiB before the end for the GPT's backup. */
static void expect_sound_volume(u64 spare_bytes, const char *sector_line)
{
    struct result result;
    volume_cut("os.img", "volume.img", spare_bytes);
    CALL(&result, "fsck.fat", "-n", "-v", "volume.img");
    assert_status(&result, 0);
    assert_says(result.output, sector_line);
    assert_says(result.output, "32 bit entries");
    cr_assert_null(strstr(result.output, "iffer"), "%s", result.output);
}

/* What fdisk lists; of faults it would tell there or on standard error. */
static void expect_listed(const char *sector_size, const char *label, const char *line)
{
    struct result result;
    CALL(&result, "fdisk", "-b", sector_size, "-l", "-o", "Start,Type", "os.img");
    assert_status(&result, 0);
    assert_says(result.output, label);
    assert_says(result.output, line);
    cr_assert_str_empty(result.errors);
}

/* Stage 2 as the boot sector will read it: whole sectors, zero behind its end, none of them the volume's. */
static void expect_stage2(const char *sector_size, u32 sector_bytes)
{
    char path[4200];
    snprintf(path, sizeof(path), "%s/build/lintel-bios.bin", repository());
    struct result result;
    CALL(&result, "sh", "-c", "head -c 1M os.img >head.img"); /* file_read takes all of a file */
    assert_status(&result, 0);
    struct bytes image = file_read("head.img"), loader = file_read(path);
    u64 start = load_u64(image.data + FIELD_STAGE2_LBA) * sector_bytes;
    u64 bytes = (u64)load_u16(image.data + FIELD_STAGE2_SECTORS) * sector_bytes, len = loader.len - BOOT_SECTOR_BYTES;
    cr_assert_eq(load_u16(image.data + FIELD_SECTOR_BYTES), sector_bytes, "%s", sector_size);
    cr_assert(start >= 20 << 10 && start + bytes <= MIB && bytes >= len && bytes - len < sector_bytes);
    cr_assert_eq(memcmp(image.data + start, loader.data + BOOT_SECTOR_BYTES, len), 0);
    for (u64 i = len; i < bytes; i++)
        cr_assert_eq(image.data[start + i], 0);
}

Test(disks, mbr_is_sound)
{
    struct result result;
    build("mbr", "512", "os.img");
    CALL(&result, "sfdisk", "-V", "os.img");
    assert_status(&result, 0);
    assert_says(result.output, "No errors detected");
    expect_listed("512", "Disklabel type: dos", " 2048 EFI (FAT-12/16/32)");
    expect_sound_volume(0, "512 bytes per logical sector");
    expect_stage2("512", 512);
}

Test(disks, mbr_with_large_sectors_is_sound)
{
    build("mbr", "4096", "os.img");
    expect_listed("4096", "Disklabel type: dos", "  256 EFI (FAT-12/16/32)");
    expect_sound_volume(0, "4096 bytes per logical sector");
    expect_stage2("4096", 4096);
}

Test(disks, gpt_with_large_sectors_is_sound)
{
    build("gpt", "4096", "os.img");
    expect_listed("4096", "Disklabel type: gpt", "  256 EFI System");
    expect_listed("4096", "Disklabel type: gpt", "    6 BIOS boot");
    expect_sound_volume(1 << 20, "4096 bytes per logical sector");
    expect_stage2("4096", 4096);
}

/* The one partition is active, and its addresses by cylinder, head and sector say the same as those by sector. */
Test(disks, mbr_has_an_active_partition_with_the_usual_geometry)
{
    static const u8 start[] = { 0x80, 0x20, 0x21, 0x00, 0xef }; /* head 32, sector 33: 32 * 63 + 33 - 1 = 2048 */
    static const u8 unused[48];
    build("mbr", "512", "os.img");
    struct bytes image = file_read("os.img");
    const u8 *entry = image.data + MBR_TABLE_AT;
    cr_assert_arr_eq(entry, start, sizeof(start));
    u64 last = ((u64)entry[7] * 255 + entry[5]) * 63 + (entry[6] & 63) - 1;
    cr_assert_eq(last, image.len / 512 - 1);
    cr_assert_arr_eq(entry + 16, unused, sizeof(unused));
}

Test(disks, defaults_are_a_gpt_and_sectors_of_512_bytes)
{
    struct result result;
    build("gpt", "512", "os.img");
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "default.img");
    assert_status(&result, 0);
    cr_assert(bytes_equal(file_read("os.img"), file_read("default.img")));
}

Test(disks, takes_a_sector_size_in_kib)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--sector-size", "4K");
    assert_status(&result, 0);
    assert_says(result.output, "from a disk with sectors of 4096 bytes");
}

static u32 signature_of(const char *table, const char *sector_size)
{
    struct result result;
    build(table, sector_size, "os.img");
    CALL(&result, "od", "-An", "-tu4", "-j440", "-N4", "os.img");
    return (u32)strtoul(result.output, NULL, 10);
}

Test(disks, each_has_an_identity_of_its_own)
{
    const u32 signatures[] = { signature_of("gpt", "512"), signature_of("mbr", "512"), signature_of("gpt", "4096"),
                               signature_of("mbr", "4096") };
    for (size_t i = 0; i < COUNT_OF(signatures); i++)
        for (size_t j = 0; j < i; j++)
            cr_assert_neq(signatures[i], signatures[j], "%zu and %zu", i, j);
}

static void expect_refused(const char *option, const char *value, const char *number, const char *hint)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", option, value);
    assert_status(&result, 2);
    assert_says(result.errors, number);
    assert_says(result.errors, value);
    assert_says(result.errors, hint);
    cr_assert_eq(entries_in_folder("."), 1, "only the kernel is there");
}

Test(disks, refuses_other_tables)
{
    expect_refused("--table", "apm", "lintel build: --table apm: ", "give one of gpt, mbr\n");
    expect_refused("--table", "GPT", "lintel build: --table GPT: ", "give one of gpt, mbr\n");
    expect_refused("--table", "", "lintel build: --table : ", "give one of gpt, mbr\n");
}

Test(disks, refuses_other_sector_sizes)
{
    expect_refused("--sector-size", "2048", "lintel: error L717: --sector-size 2048: ", "give 512");
    expect_refused("--sector-size", "4096 bytes", "of 512 or 4096 bytes (character 5)", "give 512");
    expect_refused("--sector-size", "abc", "--sector-size abc: images have sectors of 512 or 4096 bytes (character 1)",
                   "give 512");
    expect_refused("--sector-size", "18446744073709552128", "lintel: error L717: ", "give 512"); /* 2^64 + 512 */
    expect_refused("--sector-size", "", "lintel: error L717: ", "give 512");
}

Test(disks, refuses_both_sizes_at_once)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--size", "x", "--sector-size", "y");
    assert_status(&result, 2);
    assert_says(result.errors, "error L790: ");
    assert_says(result.errors, "error L717: ");
}

static void build_with_guid(const char *guid, const char *output)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "--guid", guid, "-o", output);
    assert_status(&result, 0);
    CALL(&result, "sgdisk", "-v", output);
    assert_status(&result, 0);
    assert_says(result.output, "No problems found");
}

/* The line of `lintel inspect`, which finds no fault in the image either. */
static void read_disk_guid(const char *image, char line[80])
{
    struct result result;
    CALL(&result, "lintel", "inspect", image);
    assert_status(&result, 0);
    const char *found = strstr(result.output, "\ndisk GUID ");
    cr_assert_not_null(found, "%s", result.output);
    cr_assert_eq(sscanf(found, "\n%79[^\n]", line), 1);
}

Test(disks, have_identities_of_their_content_or_random_ones)
{
    static const char *const guids[] = { "content", "content", "random", "random" };
    char lines[4][80], name[16];
    for (size_t i = 0; i < 4; i++) {
        snprintf(name, sizeof(name), "%zu.img", i);
        build_with_guid(guids[i], name);
        read_disk_guid(name, lines[i]);
    }
    cr_assert_str_eq(lines[0], lines[1]);
    cr_assert_str_neq(lines[1], lines[2]);
    cr_assert_str_neq(lines[2], lines[3]);
}

Test(disks, know_no_other_identities)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "--guid", "mine", "-o", "os.img");
    assert_status(&result, 2);
    assert_says(result.errors, "--guid mine: give one of content, random");
    cr_assert(!file_exists("os.img"));
}
