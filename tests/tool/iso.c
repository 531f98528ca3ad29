/* `lintel iso`: an ISO that other tools find no fault in, the same every time, whole or not there; and `lintel run` with it. */
#include "bios/image.h"
#include "common/disk/el_torito.h"
#include "tests/tool/support.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MIB (1u << 20)

TestSuite(iso, .init = folder_enter_with_kernel, .fini = folder_leave);

static void make_iso(const char *table, const char *output)
{
    struct result result;
    CALL(&result, "lintel", "iso", "kernel.elf", "--table", table, "-o", output);
    assert_status(&result, 0);
    cr_assert_str_empty(result.errors);
    assert_says(result.output, "boots on BIOS and UEFI, from a CD and from a stick");
}

/* The image's head, in which all but the volume lies. */
static struct bytes head_of(const char *path)
{
    struct result result;
    CALL(&result, "sh", "-c", "head -c 1M \"$0\" >head", path);
    assert_status(&result, 0);
    return file_read("head");
}

static void expect_sound_volume(void)
{
    struct result result;
    volume_cut("os.iso", "volume.img", 1 << 20);
    CALL(&result, "fsck.fat", "-n", "-v", "volume.img");
    assert_status(&result, 0);
    assert_says(result.output, "32 bit entries");
    cr_assert_null(strstr(result.output, "iffer"), "%s", result.output);
    CALL(&result, "mcopy", "-i", "os.iso@@1M", "::/boot/kernel.elf", "copy.elf");
    assert_status(&result, 0);
    cr_assert(bytes_equal(file_read("kernel.elf"), file_read("copy.elf")));
}

/* xorriso reads every block of it, and knows its catalog: the boot block's one sector, and a volume that 1 lets go on to the end.
 */
static void expect_sound_iso(void)
{
    struct result result;
    CALL(&result, "xorriso", "-no_rc", "-abort_on", "WARNING", "-indev", "os.iso", "-check_media", "--", "-report_el_torito",
         "plain");
    assert_status(&result, 0);
    assert_says(result.errors, "Volume id    : 'LINTEL'");
    cr_assert_null(strstr(result.errors, "WARNING"), "%s", result.errors);
    assert_says(result.output, "BIOS  y   none  0x0000  0x00      4 ");
    assert_says(result.output, "UEFI  y   none  0x0000  0x00      1         512\n");
}

Test(iso, with_a_gpt_is_sound)
{
    struct result result;
    make_iso("gpt", "os.iso");
    CALL(&result, "sgdisk", "-v", "os.iso");
    assert_status(&result, 0);
    assert_says(result.output, "No problems found");
    expect_sound_iso();
    expect_sound_volume();
}

Test(iso, with_an_mbr_is_sound)
{
    struct result result;
    make_iso("mbr", "os.iso");
    CALL(&result, "sfdisk", "-V", "os.iso");
    assert_status(&result, 0);
    assert_says(result.output, "No errors detected");
    expect_sound_iso();
    expect_sound_volume();
}

/* Who copies a CD back asks its file system how long it is; so does UEFI, how long the boot image is. */
Test(iso, says_its_own_size)
{
    struct stat status;
    make_iso("mbr", "os.iso");
    cr_assert_eq(stat("os.iso", &status), 0);
    const u8 *size = head_of("os.iso").data + ISO_SYSTEM_AREA_BYTES + ISO_VOLUME_SECTORS;
    cr_assert_eq(load_u32(size), status.st_size / ISO_SECTOR_BYTES);
    cr_assert_eq(__builtin_bswap32(load_u32(size + 4)), load_u32(size));
}

/* Both boot sectors, the stick's and the CD's, lead to the same stage 2, and the CD's to the volume. */
Test(iso, has_one_second_stage)
{
    struct el_torito catalog;
    char path[4200];
    snprintf(path, sizeof(path), "%s/build/lintel-bios.bin", repository());
    make_iso("gpt", "os.iso");
    const struct bytes head = head_of("os.iso"), loader = file_read(path);
    const u64 stage2 = load_u64(head.data + FIELD_STAGE2_LBA) * 512, len = loader.len - BOOT_SECTOR_BYTES;
    cr_assert(el_torito_read(head, &catalog));
    const u8 *boot_block = head.data + catalog.bios_lba * ISO_SECTOR_BYTES;
    cr_assert_eq(load_u64(boot_block + FIELD_STAGE2_LBA) * CD_SECTOR_BYTES, stage2);
    cr_assert_eq(load_u16(boot_block + FIELD_SECTOR_BYTES), CD_SECTOR_BYTES);
    cr_assert_eq(load_u64(boot_block + FIELD_VOLUME_LBA), MIB / CD_SECTOR_BYTES);
    cr_assert_eq(load_u16(boot_block + FIELD_STAGE2_SECTORS), (len + CD_SECTOR_BYTES - 1) / CD_SECTOR_BYTES);
    cr_assert(stage2 + load_u16(boot_block + FIELD_STAGE2_SECTORS) * CD_SECTOR_BYTES <= MIB);
    cr_assert_eq(memcmp(head.data + stage2, loader.data + BOOT_SECTOR_BYTES, len), 0);
    cr_assert_eq(memcmp(boot_block, head.data, FIELD_STAGE2_LBA - 8), 0, "the same code");
}

/* UEFI takes a CD's boot image for a disk, and would believe the table that mformat puts there. */
Test(iso, has_a_volume_without_partitions)
{
    struct result result;
    make_iso("gpt", "os.iso");
    CALL(&result, "sh", "-c",
         "for sector in 0 6; do od -An -v -tx1 -w64 -j$((1048576 + sector * 512 + 446)) -N64 os.iso; done | sort -u | tr -d '0 "
         "\\n'");
    assert_status(&result, 0);
    cr_assert_str_empty(result.output);
}

Test(iso, is_sparse)
{
    struct stat status;
    make_iso("gpt", "os.iso");
    cr_assert_eq(stat("os.iso", &status), 0);
    cr_assert_gt(status.st_size, 34 << 20);
    cr_assert_lt(status.st_blocks * 512, 4 << 20, "%lld bytes are on the disk", (long long)status.st_blocks * 512);
}

Test(iso, takes_its_date_from_source_date_epoch)
{
    struct call call = { .environment = (const char *const[]) { "SOURCE_DATE_EPOCH=1700000000", "TZ=America/New_York", NULL } };
    struct result result;
    CALL_AS(&call, &result, "lintel", "iso", "kernel.elf", "-o", "os.iso");
    assert_status(&result, 0);
    CALL(&result, "xorriso", "-no_rc", "-indev", "os.iso", "-pvd_info");
    assert_says(result.output, "Creation Time: 2023111422132000");
    assert_says(result.output, "Modif. Time  : 2023111422132000");
}

/* An image of the same kernel is another disk. */
Test(iso, has_an_identity_of_its_own)
{
    struct result result;
    make_iso("gpt", "os.iso");
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 0);
    CALL(&result, "cmp", "-s", "-i", "440", "-n", "4", "os.iso", "os.img");
    assert_status(&result, 1);
}

Test(iso, has_no_other_sectors)
{
    struct result result;
    CALL(&result, "lintel", "iso", "kernel.elf", "-o", "os.iso", "--sector-size", "4096");
    assert_status(&result, 2);
    assert_says(result.errors, "--sector-size is for `lintel build'");
    cr_assert_eq(entries_in_folder("."), 1);
}

/* A folder with a program of ours in it and, as links, those that the tool needs besides. */
static void make_programs(const char *xorriso)
{
    static const char *const names[] = { "bin/mformat", "bin/mmd", "bin/mcopy" };
    cr_assert_eq(mkdir("bin", 0777), 0);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        cr_assert_eq(symlink("/usr/bin/mtools", names[i]), 0);
    if (xorriso == NULL)
        return;
    file_write("bin/xorriso", (struct bytes) { (const u8 *)xorriso, strlen(xorriso) });
    cr_assert_eq(chmod("bin/xorriso", 0755), 0);
}

static void expect_failure(const char *xorriso, const char *error, const char *hint)
{
    struct call call = { .environment = (const char *const[]) { "PATH=bin", NULL } };
    struct result result;
    make_programs(xorriso);
    CALL_AS(&call, &result, "lintel", "iso", "kernel.elf", "-o", "os.iso");
    assert_status(&result, 2);
    assert_says(result.errors, error);
    assert_says(result.errors, hint);
    cr_assert_eq(entries_in_folder("."), 2);
}

Test(iso, without_xorriso_names_the_package)
{
    expect_failure(NULL, "lintel: error L750: xorriso is not installed", "hint: install the package xorriso");
}

Test(iso, shows_what_xorriso_complains_about)
{
    expect_failure("#!/bin/sh\necho 'no more tape' >&2\nexit 5\n", "no more tape\nlintel: error L703: xorriso failed", "hint: ");
}

/* A word says which descriptor it shall write to. */
Test(iso, looks_at_what_xorriso_made)
{
    expect_failure("#!/bin/sh\nfor word; do case $word in stdio:*) echo tape >${word#stdio:} ;; esac; done\n",
                   "lintel: error L751: xorriso made an ISO of 5 bytes that is not as it was asked for", "hint: ");
}

Test(iso, ended_by_a_signal_leaves_nothing)
{
    struct call call = { .environment = (const char *const[]) { "PATH=bin:/bin", NULL },
                         .ending_signal = SIGKILL,
                         .after_ms = 500 };
    struct result result;
    make_programs("#!/bin/sh\nexec sleep 2\n");
    CALL_AS(&call, &result, "lintel", "iso", "kernel.elf", "-o", "os.iso");
    assert_status(&result, 128 + SIGKILL);
    cr_assert_eq(entries_in_folder("."), 2);
}

/* `lintel run`: by emulation, like the tests of run.c. */
#define RUN "lintel", "run", "--headless", "--no-kvm", "--timeout", "120"

static const char *passing_kernel(void)
{
    static char path[4200];
    snprintf(path, sizeof(path), "%s/build/tool-kernels/pass.elf", repository());
    return path;
}

static void expect_pass(const char *option, const char *value)
{
    struct result result;
    CALL(&result, RUN, "os.iso", option, value);
    assert_status(&result, 0);
}

/* A CD unless something else is asked for: with the boot block gone it starts nothing, and a stick does. */
Test(iso, runs_as_cd_and_as_stick)
{
    static const u8 nothing[512];
    struct el_torito catalog;
    struct result result;
    CALL(&result, "lintel", "iso", passing_kernel(), "-o", "os.iso");
    assert_status(&result, 0);
    expect_pass("--door", "bios");
    expect_pass("--medium", "usb");
    expect_pass("--medium", "ahci");
    cr_assert(el_torito_read(head_of("os.iso"), &catalog));
    FILE *file = fopen("os.iso", "r+b");
    cr_assert_eq(fseek(file, (long)catalog.bios_lba * ISO_SECTOR_BYTES, SEEK_SET), 0);
    cr_assert_eq(fwrite(nothing, 1, sizeof(nothing), file), sizeof(nothing));
    fclose(file);
    expect_pass("--medium", "usb");
    CALL(&result, "lintel", "run", "--headless", "--no-kvm", "--timeout", "10", "os.iso");
    assert_status(&result, 4);
}

Test(iso, runs_a_kernel_as_cd)
{
    struct result result;
    CALL(&result, RUN, passing_kernel(), "--medium", "cd");
    assert_status(&result, 0);
}

Test(iso, is_what_a_cd_needs)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img");
    CALL(&result, RUN, "os.img", "--medium", "cd");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L752: os.img is no ISO");
    CALL(&result, RUN, "kernel.elf", "--medium", "tape");
    assert_status(&result, 2);
    assert_says(result.errors, "--medium tape: give one of ahci, ide, virtio, nvme, usb, cd");
}

Test(iso, sticks_have_small_sectors)
{
    struct result result;
    CALL(&result, RUN, "kernel.elf", "--door", "uefi", "--medium", "usb", "--sector-size", "4096");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L740: --medium usb: QEMU has no such disk with sectors of 4096 bytes");
}
