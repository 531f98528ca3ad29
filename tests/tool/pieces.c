/* Large files: digested in pieces by all processors, and by whoever asks coreutils. */
#include "common/base/types.h"
#include "tests/tool/support.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define WHOLE_BYTES_MAX (64 * MIB_BYTES)
#define PIECE_BYTES     (4 * MIB_BYTES)
#define MARK            "here I am"

static struct result result;

/* Mostly holes; something in each piece, and at the end of the last, which is a short one, what can be found again. */
static void make_ramdisk(u64 bytes)
{
    const int fd = open("initrd", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    cr_assert(fd >= 0 && ftruncate(fd, (off_t)bytes) == 0);
    for (u64 offset = 0; offset + 2000 < bytes; offset += PIECE_BYTES) {
        const u64 mark = offset + 1;
        cr_assert_eq(pwrite(fd, &mark, sizeof(mark), (off_t)(offset + 1000)), (ssize_t)sizeof(mark));
    }
    cr_assert_eq(pwrite(fd, MARK, strlen(MARK), (off_t)(bytes - strlen(MARK))), (ssize_t)strlen(MARK));
    close(fd);
}

TestSuite(pieces, .init = folder_enter_with_kernel, .fini = folder_leave, .timeout = 300);

/* As docs/manifest.md says it. */
#define PIECES_DIGEST                                                                                                            \
    "digits='sha256sum | cut -c 1-64 | tr a-f A-F';"                                                                             \
    "split -b 4M --filter=\"$digits | basenc -d --base16\" initrd | sha256sum | cut -c 1-64"
#define WHOLE_DIGEST "sha256sum initrd | cut -c 1-64"

/* The manifest says `key` of the ramdisk, and no other digest. */
static void expect_digest(const char *key, const char *command)
{
    char script[512];
    snprintf(script, sizeof(script),
             "lintel=%s/build/lintel; $lintel extract os.img /boot/lintel.manifest -o - | grep '^ramdisk-sha' > said && "
             "echo \"%s = $(%s)\" | diff - said",
             repository(), key, command);
    shell(script);
}

static void build(const char *option)
{
    CALL(&result, "lintel", "build", "kernel.elf", "--ramdisk", "initrd", "-o", "os.img", option);
    assert_status(&result, 0);
}

Test(pieces, a_file_of_64_mib_is_digested_whole)
{
    make_ramdisk(WHOLE_BYTES_MAX);
    build(NULL);
    expect_digest("ramdisk-sha256", WHOLE_DIGEST);
}

Test(pieces, a_larger_one_in_pieces_that_anybody_can_digest)
{
    make_ramdisk(WHOLE_BYTES_MAX + 1);
    build(NULL);
    expect_digest("ramdisk-sha256-of-pieces", PIECES_DIGEST);
    CALL(&result, "lintel", "inspect", "os.img");
    assert_status(&result, 0);
    assert_says(result.output, "SHA-256 of 4 MiB pieces");
}

Test(pieces, what_the_loader_verifies_is_digested_whole)
{
    make_ramdisk(WHOLE_BYTES_MAX + 1);
    build("--verify");
    expect_digest("ramdisk-sha256", WHOLE_DIGEST);
}

Test(pieces, a_folder_for_a_network_has_the_same_manifest)
{
    make_ramdisk(WHOLE_BYTES_MAX + 1);
    build(NULL);
    CALL(&result, "lintel", "netboot", "kernel.elf", "--ramdisk", "initrd", "-o", "tftp");
    assert_status(&result, 0);
    char script[512];
    snprintf(script, sizeof(script),
             "%s/build/lintel extract os.img /boot/lintel.manifest -o - | cmp - tftp/boot/lintel.manifest", repository());
    shell(script);
    shell("cmp initrd tftp/boot/ramdisk");
}

Test(pieces, one_processor_makes_the_same_image)
{
    make_ramdisk(WHOLE_BYTES_MAX + 3 * MIB_BYTES);
    build(NULL);
    char script[512];
    snprintf(script, sizeof(script),
             "taskset -c $(taskset -pc $$ | sed 's/.*: //; s/[,-].*//') %s/build/lintel build kernel.elf "
             "--ramdisk initrd -o one.img && cmp os.img one.img",
             repository());
    shell(script);
    CALL(&result, "lintel", "extract", "os.img", "/boot/ramdisk", "-o", "copy");
    assert_status(&result, 0);
    shell("cmp initrd copy");
}

Test(pieces, inspect_finds_one_changed_byte_in_the_last_of_them)
{
    make_ramdisk(WHOLE_BYTES_MAX + 5);
    build(NULL);
    shell("at=$(grep -abo '" MARK
          "' os.img | head -1 | cut -d : -f 1) && printf H | dd of=os.img bs=1 seek=$at conv=notrunc status=none");
    CALL(&result, "lintel", "inspect", "--json", "os.img");
    assert_status(&result, 5);
    assert_says(result.errors, "error L218: /boot/ramdisk");
    assert_says(result.output, "\"sha256_of_pieces\":");
    assert_says(result.output, "\"damaged\"");
}

Test(pieces, a_large_file_of_files_is_part_of_what_the_image_is)
{
    shell("mkdir extra");
    make_ramdisk(WHOLE_BYTES_MAX + 5);
    shell("mv initrd extra/large");
    CALL(&result, "lintel", "build", "kernel.elf", "--files", "extra", "-o", "os.img");
    assert_status(&result, 0);
    shell("printf X | dd of=extra/large bs=1 seek=20000000 conv=notrunc status=none");
    CALL(&result, "lintel", "build", "kernel.elf", "--files", "extra", "-o", "other.img");
    assert_status(&result, 0);
    shell("test \"$(sgdisk -p os.img | grep GUID)\" != \"$(sgdisk -p other.img | grep GUID)\"");
}

/* Whichever thread finds the disk full: the others end, and it is told once. */
Test(pieces, a_disk_that_is_full_once_leaves_nothing)
{
    unsigned failed = 0;
    make_ramdisk(WHOLE_BYTES_MAX + 5);
    build(NULL);
    shell("mv os.img whole.img");
    const size_t before = entries_in_folder(".");
    for (unsigned at = 1; at <= 1000; at += 6) { /* fewer than there are pieces */
        char moment[32];
        snprintf(moment, sizeof(moment), "NO_SPACE_AT=%u", at);
        const char *const environment[] = { system_without("space"), moment, NULL };
        CALL_AS(&(struct call) { .environment = environment }, &result, "lintel", "build", "kernel.elf", "--ramdisk", "initrd",
                "-o", "os.img");
        if (result.status == 0)
            break;
        assert_status(&result, 2);
        cr_assert_eq(entries_in_folder("."), before);
        const char *first = strstr(result.errors, "lintel: error L");
        cr_assert(first != NULL && strstr(first + 1, "lintel: error L") == NULL, "%s", result.errors);
        failed++;
    }
    assert_status(&result, 0);
    shell("cmp os.img whole.img");
    cr_assert_geq(failed, 10);
}

Test(pieces, a_file_that_is_cut_meanwhile_is_named)
{
    make_ramdisk(WHOLE_BYTES_MAX + 5);
    const char *const environment[] = { system_without("peace"), "PEACE_ENDS_AT=memfd_create",
                                        "PEACE_ENDS_BY=truncate -s 20M initrd", NULL };
    const struct call call = { .environment = environment };
    CALL_AS(&call, &result, "lintel", "build", "kernel.elf", "--ramdisk", "initrd", "-o", "os.img");
    assert_status(&result, 2);
    assert_says(result.errors, "error L712: initrd changed while it was read");
    cr_assert(!file_exists("os.img"));
}
