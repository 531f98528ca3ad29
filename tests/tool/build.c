/* What `lintel build` promises of the image: sound, the same every time, whole or not there. */
#include "tests/spoilt/elf_kernel.h"
#include "tests/tool/support.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(build, .init = folder_enter_with_kernel, .fini = folder_leave);

static void build_image(void)
{
    struct result result;
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 0);
}

static void expect_sound(void)
{
    struct result result;
    CALL(&result, "sgdisk", "-v", "os.img");
    assert_status(&result, 0);
    assert_says(result.output, "No problems found");
    volume_cut("os.img", "volume.img", 1 << 20);
    CALL(&result, "fsck.fat", "-n", "volume.img");
    assert_status(&result, 0);
    CALL(&result, "fsck.fat", "-n", "-v", "volume.img");
    assert_says(result.output, "32 bit entries");
}

Test(build, has_both_partitions_by_type)
{
    struct result result;
    build_image();
    CALL(&result, "sgdisk", "-p", "os.img");
    assert_says(result.output, "EF02");
    assert_says(result.output, "EF00");
}

/* RFC 9562: version 8, variant 10. In text, the version starts the third group and the variant the fourth. */
Test(build, gives_wellformed_guids)
{
    struct result result;
    build_image();
    CALL(&result, "sgdisk", "-i", "2", "os.img");
    const char *guid = strstr(result.output, "unique GUID: ");
    cr_assert_not_null(guid);
    guid += strlen("unique GUID: ");
    cr_assert_eq(guid[14], '8', "%s", guid);
    cr_assert_not_null(strchr("89AB", guid[19]), "%s", guid);
}

Test(build, writes_a_manifest_with_the_digests)
{
    struct result result, digest;
    file_write("ramdisk", text_bytes("a ramdisk"));
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--ramdisk", "ramdisk", "--cmdline", "root=/dev/x  = quiet ");
    assert_status(&result, 0);
    CALL(&result, "mtype", "-i", "os.img@@1M", "::/boot/lintel.manifest");
    assert_says(result.output, "lintel-manifest = 1\n");
    assert_says(result.output, "kernel-bytes = 16608\n");
    assert_says(result.output, "kernel-config-offset = 8192\n");
    assert_says(result.output, "ramdisk-bytes = 9\n");
    assert_says(result.output, "command-line = root=/dev/x  = quiet \n");
    CALL(&digest, "sha256sum", "kernel.elf");
    digest.output[64] = '\0';
    assert_says(result.output, digest.output);
}

Test(build, carries_an_empty_ramdisk)
{
    struct result result;
    file_write("ramdisk", text_bytes(""));
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--ramdisk", "ramdisk");
    assert_status(&result, 0);
    CALL(&result, "mdir", "-b", "-i", "os.img@@1M", "::/boot");
    assert_says(result.output, "ramdisk");
    expect_sound();
}

/* Large ones are digested by a thread of their own, in chunks: some that end with a chunk, and some that don't. */
Test(build, copies_and_digests_ramdisks_of_any_size)
{
    static const char *const sizes[] = { "1", "131072", "131073", "4194303", "4194304", "4194305", "5242880", "9999999" };
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct result result;
        CALL(&result, "sh", "-c", "head -c $0 /dev/urandom >ramdisk && sha256sum ramdisk | cut -d' ' -f1 >digest", sizes[i]);
        CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--ramdisk", "ramdisk");
        assert_status(&result, 0);
        CALL(&result, "lintel", "extract", "os.img", "/boot/ramdisk", "-o", "got");
        CALL(&result, "lintel", "extract", "os.img", "/boot/lintel.manifest", "-o", "manifest");
        CALL(&result, "sh", "-c", "cmp ramdisk got && grep -Ff digest manifest");
        cr_assert_eq(result.status, 0, "%s bytes", sizes[i]);
    }
}

Test(build, may_be_called_by_who_ignores_the_end_of_children)
{
    struct result result;
    CALL(&result, "sh", "-c", "exec env --ignore-signal=CHLD \"${LINTEL:-$0/build/lintel}\" build kernel.elf -o os.img",
         repository());
    assert_status(&result, 0);
}

Test(build, is_sparse)
{
    struct stat status;
    build_image();
    cr_assert_eq(stat("os.img", &status), 0);
    cr_assert_gt(status.st_size, 34 << 20);
    cr_assert_lt(status.st_blocks * 512, 4 << 20, "%lld bytes are on the disk", (long long)status.st_blocks * 512);
}

/* A hole at the start, at the end, and one or none on either side of a border of what is read at once. */
Test(build, takes_holes_of_a_file_for_the_zeros_that_they_are)
{
    struct result result;
    shell("truncate -s 9000001 disk && for place in 131071 393216 3000000 5242879 5242880 5505024; do\n"
          "printf x | dd of=disk bs=1 seek=$place conv=notrunc status=none; done");
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--ramdisk", "disk");
    assert_status(&result, 0);
    shell("mcopy -i os.img@@1M ::/boot/ramdisk copy && cmp disk copy &&\n"
          "mtype -i os.img@@1M ::/boot/lintel.manifest | grep -q $(sha256sum <disk | cut -d ' ' -f 1)");
}

Test(build, takes_its_time_stamps_from_source_date_epoch)
{
    static const char *const late[] = { "SOURCE_DATE_EPOCH=1700000000", NULL };
    struct call call = { .environment = late };
    struct result result;
    CALL_AS(&call, &result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 0);
    CALL(&result, "mdir", "-i", "os.img@@1M", "::/boot");
    assert_says(result.output, "2023-11-14");
}

static void expect_epoch_refused(const char *assignment)
{
    const char *const environment[] = { assignment, NULL };
    struct call call = { .environment = environment };
    struct result result;
    CALL_AS(&call, &result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L713: ");
    cr_assert_eq(entries_in_folder("."), 1);
}

Test(build, refuses_an_epoch_before_fat_or_after_it_or_no_number)
{
    expect_epoch_refused("SOURCE_DATE_EPOCH=315532799");
    expect_epoch_refused("SOURCE_DATE_EPOCH=4354819200");
    expect_epoch_refused("SOURCE_DATE_EPOCH=yesterday");
    expect_epoch_refused("SOURCE_DATE_EPOCH=99999999999999999999999");
}

Test(build, gives_another_identity_to_another_kernel)
{
    struct bytes first, second;
    build_image();
    first = file_read("os.img");
    struct bytes kernel = file_read("kernel.elf");
    ((u8 *)kernel.data)[KERNEL_DATA_OFFSET] = 1;
    file_write("kernel.elf", kernel);
    build_image();
    second = file_read("os.img");
    cr_assert_neq(memcmp(first.data + 512 + 56, second.data + 512 + 56, 16), 0, "disk GUID");
    cr_assert_neq(memcmp(first.data + 440, second.data + 440, 4), 0, "MBR signature");
}

Test(build, replaces_an_existing_image)
{
    struct stat status;
    file_write("os.img", text_bytes("an older image"));
    build_image();
    cr_assert_eq(stat("os.img", &status), 0);
    cr_assert_gt(status.st_size, 34 << 20);
    cr_assert_eq(entries_in_folder("."), 2);
}

Test(build, honours_the_umask)
{
    struct call call = { .umask = 0027 };
    struct result result;
    struct stat status;
    CALL_AS(&call, &result, "lintel", "build", "kernel.elf", "-o", "os.img");
    assert_status(&result, 0);
    cr_assert_eq(stat("os.img", &status), 0);
    cr_assert_eq(status.st_mode & 0777, 0640);
}

Test(build, takes_paths_with_spaces_quotes_and_other_letters)
{
    static const char folder[] = "a b'c\"d $(touch harm) ;\xc3\xa4\xe6\xbc\xa2@@1M,x=";
    char kernel[128], image[128];
    struct result result;
    cr_assert_eq(mkdir(folder, 0777), 0);
    snprintf(kernel, sizeof(kernel), "%s/c:\xc3\xb6 kernel", folder);
    snprintf(image, sizeof(image), "%s/-o \xc3\xb6.img", folder);
    file_write(kernel, file_read("kernel.elf"));
    CALL(&result, "lintel", "build", kernel, "-o", image, "--ramdisk", kernel);
    assert_status(&result, 0);
    build_image();
    cr_assert_eq(file_read(image).len, file_read("os.img").len);
    cr_assert_not(file_exists("harm"));
}
