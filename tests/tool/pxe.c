/* `--medium pxe`: a kernel that its machine fetches from a network which QEMU plays, and of which nothing stays behind. */
#include "tests/tool/support.h"
#include <signal.h>
#include <stdio.h>

/* What every character means to QEMU or to a shell. */
#define TEMPORARY "a, b='c'"
#define BY_PXE    "--medium", "pxe", "--no-kvm", "--timeout", "120"

static const char *const environment[] = { "TMPDIR=" TEMPORARY, NULL };

static void enter_with_temporary(void)
{
    struct result made;
    folder_enter();
    CALL(&made, "mkdir", TEMPORARY);
    assert_status(&made, 0);
}

TestSuite(pxe, .init = enter_with_temporary, .fini = folder_leave, .timeout = 300);

static void expect(const struct result *result, int status)
{
    assert_status(result, status);
    cr_assert_eq(entries_in_folder(TEMPORARY), 0, "a folder is left");
}

/* The digests show that all of it came. */
static void boots_with_a_ramdisk_of_5_mib(const char *door)
{
    struct call call = { .environment = environment };
    struct result result;
    CALL(&result, "sh", "-c", "head -c 5M /dev/urandom >disk");
    CALL_AS(&call, &result, "lintel", "run", "--headless", BY_PXE, "--door", door, "--ramdisk", "disk", "--verify",
            kernel_path("pass"));
    expect(&result, 0);
    assert_says(result.output, "every file is checked against its digest");
    assert_says(result.output, "/boot/ramdisk");
}

Test(pxe, run_boots_with_a_ramdisk_by_bios)
{
    boots_with_a_ramdisk_of_5_mib("bios");
}

Test(pxe, run_boots_with_a_ramdisk_by_uefi)
{
    boots_with_a_ramdisk_of_5_mib("uefi");
}

Test(pxe, test_has_it_beside_other_media)
{
    struct call call = { .environment = environment };
    struct result result;
    CALL_AS(&call, &result, "lintel", "test", "--medium", "pxe,ahci", "--no-kvm", "--door", "bios", "--jobs", "2",
            kernel_path("pass"));
    expect(&result, 0);
    assert_says(result.output, "bios-pxe");
    assert_says(result.output, "bios-ahci");
}

Test(pxe, gdb_stands_at_the_entry)
{
    struct call call = { .environment = environment };
    struct result result;
    CALL_AS(&call, &result, "lintel", "gdb", "--headless", BY_PXE, kernel_path("debugged-pie"), "--", "-nx", "-batch", "-ex",
            "output $rip == (unsigned long)&_start");
    expect(&result, 0);
    assert_says(result.output, "\n1");
}

static void ends_without_a_trace(int ending_signal, unsigned after_ms, const char *verb)
{
    struct call call = { .environment = environment, .ending_signal = ending_signal, .after_ms = after_ms };
    struct result result;
    CALL_AS(&call, &result, "lintel", verb, BY_PXE, "--door", "bios", kernel_path("hang"));
    expect(&result, 128 + ending_signal);
}

Test(pxe, an_interrupt_leaves_nothing)
{
    ends_without_a_trace(SIGINT, 3000, "run");
}

Test(pxe, an_early_interrupt_leaves_nothing)
{
    for (unsigned after_ms = 2; after_ms < 80; after_ms += after_ms / 2)
        ends_without_a_trace(SIGTERM, after_ms, "run");
}

Test(pxe, an_interrupt_of_a_test_leaves_nothing)
{
    ends_without_a_trace(SIGTERM, 2000, "test");
}

Test(pxe, a_reader_that_leaves_leaves_nothing)
{
    struct call call = { .environment = environment };
    struct result result;
    CALL_AS(&call, &result, "sh", "-c",
            "\"${LINTEL:-$0/build/lintel}\" test --medium pxe --no-kvm --door bios $0/build/tool-kernels/pass.elf | true",
            repository());
    expect(&result, 0);
}

Test(pxe, a_kernel_that_is_refused_leaves_nothing)
{
    struct call call = { .environment = environment };
    struct result result;
    CALL_AS(&call, &result, "lintel", "run", BY_PXE, kernel_path("pass"), "--set", "kernel_stack_size=2G");
    expect(&result, 5);
    assert_says(result.errors, "error L411: ");
}

Test(pxe, a_temporary_folder_that_is_not_there_is_named)
{
    static const char *const nowhere[] = { "TMPDIR=nowhere", NULL };
    struct call call = { .environment = nowhere };
    struct result result;
    CALL_AS(&call, &result, "lintel", "run", BY_PXE, kernel_path("pass"));
    expect(&result, 2);
    assert_says(result.errors, "error L702: TMPDIR ");
}

Test(pxe, wants_a_kernel)
{
    struct call call = { .environment = environment };
    struct result result;
    CALL(&result, "lintel", "build", kernel_path("pass"), "-o", "os.img");
    CALL_AS(&call, &result, "lintel", "run", BY_PXE, "os.img");
    expect(&result, 2);
    assert_says(result.errors, "error L733: os.img is a disk image");
    assert_says(result.errors, "lintel extract IMAGE /boot/kernel.elf");
    CALL_AS(&call, &result, "lintel", "test", "--medium", "ahci,pxe", "os.img");
    expect(&result, 2);
    assert_says(result.errors, "error L733: os.img is a disk image");
}

/* What makes an image different, and a folder of files not. */
static const char *const of_images[][3] = {
    { "--table", "mbr", "--table and --sector-size are for disks: a network gives files\n" },
    { "--sector-size", "4096", "--table and --sector-size are for disks: a network gives files\n" },
    { "--size", "1G", "--size is for `lintel build': a network gives files\n" },
    { "--guid", "random", "--guid is for disks and ISOs: a network gives files, without an identity\n" },
    { "--files", ".",
      "--files is for disks and ISOs: a network gives the files of a folder, so put them into that of `lintel netboot'\n" },
};

Test(pxe, has_no_disk)
{
    static const char *const verbs[] = { "run", "test", "gdb" };
    struct result result;
    for (size_t i = 0; i < COUNT_OF(verbs) * COUNT_OF(of_images); i++) {
        const char *const *of_image = of_images[i / COUNT_OF(verbs)];
        CALL(&result, "lintel", verbs[i % COUNT_OF(verbs)], BY_PXE, of_image[0], of_image[1], kernel_path("pass"));
        assert_status(&result, 2);
        assert_says(result.errors, of_image[2]);
    }
}

/* Then they are for those. */
Test(pxe, has_it_beside_a_medium_of_a_test_that_is_one)
{
    struct result result;
    shell("mkdir files && echo text >files/file");
    CALL(&result, "lintel", "test", "--medium", "pxe,ahci", "--no-kvm", "--door", "bios", "--table", "mbr", "--size", "64M",
         "--guid", "random", "--files", "files", kernel_path("pass"));
    assert_status(&result, 0);
    assert_says(result.output, "2 of 2 passed\n");
}
