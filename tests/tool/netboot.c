/* The folder that `lintel netboot` writes: all that a machine asks for, the same every time, whole or not there, and nobody
 * else's files lost. */
#include "tests/tool/support.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct bytes precious = { (const u8 *)"precious", 8 };

static void enter_with_files(void)
{
    folder_enter_with_kernel();
    file_write("disk", text_bytes("a ramdisk"));
    file_write("one", text_bytes("first module"));
}

TestSuite(netboot, .init = enter_with_files, .fini = folder_leave);

static void write_folder(const char *path)
{
    struct result result;
    CALL(&result, "lintel", "netboot", "kernel.elf", "-o", path, "--ramdisk", "disk", "--module", "a=one", "--set",
         "log_level=debug");
    assert_status(&result, 0);
    assert_says(result.output, "boots on BIOS by lintel.nbp and on UEFI by BOOTX64.EFI");
}

static void expect_refused(const char *output, const char *text)
{
    struct result result;
    CALL(&result, "lintel", "netboot", "kernel.elf", "-o", output);
    assert_status(&result, 2);
    assert_says(result.errors, text);
    assert_says(result.errors, "hint: ");
}

/* The files of a disk image, at the server's root. */
Test(netboot, has_the_files_of_the_image)
{
    static const char *const files[] = { "boot/lintel.manifest", "boot/kernel.elf", "boot/ramdisk", "boot/modules/a" };
    struct result result;
    write_folder("srv");
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--ramdisk", "disk", "--module", "a=one", "--set",
         "log_level=debug");
    assert_status(&result, 0);
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        char on_volume[64] = "::/", in_folder[64] = "srv/";
        CALL(&result, "mcopy", "-i", "os.img@@1M", strcat(on_volume, files[i]), "copy");
        assert_status(&result, 0);
        cr_assert(bytes_equal(file_read("copy"), file_read(strcat(in_folder, files[i]))), "%s", files[i]);
        cr_assert_eq(unlink("copy"), 0);
    }
    CALL(&result, "mcopy", "-i", "os.img@@1M", "::/EFI/BOOT/BOOTX64.EFI", "copy");
    cr_assert(bytes_equal(file_read("copy"), file_read("srv/BOOTX64.EFI")));
    cr_assert_eq(entries_in_folder("srv"), 3);
    cr_assert_eq(entries_in_folder("srv/boot"), 4);
}

/* Real-mode code at 0x7c00, then stage 2 as a disk has it, at the address where it runs. */
Test(netboot, has_stage_2_at_its_place_in_the_boot_program)
{
    char path[4200];
    snprintf(path, sizeof(path), "%s/build/lintel-bios.bin", repository());
    struct bytes disk = file_read(path);
    write_folder("srv");
    struct bytes program = file_read("srv/lintel.nbp"), stage2, placed;
    cr_assert(bytes_slice(disk, 512, disk.len - 512, &stage2));
    cr_assert(bytes_slice(program, 0x400, program.len - 0x400, &placed));
    cr_assert(bytes_equal(stage2, placed));
}

/* A server runs as somebody else. */
Test(netboot, can_be_read_by_all_whom_the_umask_lets)
{
    struct stat folder, file;
    struct result result;
    CALL_AS((&(struct call) { .umask = 022 }), &result, "lintel", "netboot", "kernel.elf", "-o", "srv");
    assert_status(&result, 0);
    cr_assert_eq(stat("srv", &folder), 0);
    cr_assert_eq(stat("srv/boot/kernel.elf", &file), 0);
    cr_assert_eq(folder.st_mode & 0777, 0755);
    cr_assert_eq(file.st_mode & 0777, 0644);
}

Test(netboot, replaces_a_folder_of_its_own)
{
    struct result result;
    write_folder("srv");
    CALL(&result, "lintel", "netboot", "kernel.elf", "-o", "srv/");
    assert_status(&result, 0);
    cr_assert_not(file_exists("srv/boot/ramdisk"));
    cr_assert_not(file_exists("srv/boot/modules"));
    cr_assert_eq(entries_in_folder("."), 4);
    cr_assert_eq(mkdir("empty", 0777), 0);
    write_folder("empty");
    cr_assert_eq(entries_in_folder("."), 5);
}

/* As a copy of a medium that cannot be written has it. */
Test(netboot, replaces_a_folder_whose_folders_are_locked)
{
    struct result result;
    write_folder("srv");
    shell("chmod 500 srv srv/boot srv/boot/modules");
    CALL_AS((&(struct call) { .obeys_permissions = true }), &result, "lintel", "netboot", "kernel.elf", "-o", "srv");
    assert_status(&result, 0);
    cr_assert_str_empty(result.errors);
    cr_assert_not(file_exists("srv/boot/ramdisk"));
    cr_assert_eq(entries_in_folder("."), 4);
}

Test(netboot, names_what_is_left_of_the_old_folder)
{
    struct result result;
    const char *const environment[] = { system_without("removal"), NULL };
    write_folder("srv");
    CALL_AS((&(struct call) { .environment = environment }), &result, "lintel", "netboot", "kernel.elf", "-o", "srv");
    assert_status(&result, 0);
    cr_assert_not(file_exists("srv/boot/ramdisk"), "the new one is in its place");
    shell("test -e .lintel-*/boot/ramdisk && echo .lintel-* >left");
    assert_says(result.errors, "lintel: warning: ");
    assert_says(result.errors, strtok((char *)file_read("left").data, "\n"));
    assert_says(result.errors, " is left over: ");
}

Test(netboot, leaves_a_folder_alone_that_holds_something_else)
{
    static const char *const foreign[] = { "srv/notes", "srv/boot/notes", "srv/boot/modules/.notes" };
    for (size_t i = 0; i < COUNT_OF(foreign); i++) {
        write_folder("srv");
        file_write(foreign[i], precious);
        expect_refused("srv", "notes was not written by `lintel netboot`");
        cr_assert(bytes_equal(file_read(foreign[i]), precious));
        cr_assert(file_exists("srv/boot/modules/a"));
        cr_assert_eq(unlink(foreign[i]), 0);
    }
    cr_assert_eq(unlink("srv/lintel.nbp"), 0);
    cr_assert_eq(mkdir("srv/lintel.nbp", 0777), 0);
    expect_refused("srv", "lintel: error L760: srv/lintel.nbp");
    cr_assert_eq(entries_in_folder("."), 4);
}

Test(netboot, leaves_what_somebody_puts_into_the_old_folder_meanwhile)
{
    struct result result;
    const char *const environment[] = { system_without("peace"), "PEACE_ENDS_AT=memfd_create",
                                        "PEACE_ENDS_BY=echo precious >srv/boot/notes", NULL };
    write_folder("srv");
    CALL_AS((&(struct call) { .environment = environment }), &result, "lintel", "netboot", "kernel.elf", "-o", "srv");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L760: srv was not written by `lintel netboot`");
    cr_assert_eq(file_read("srv/boot/notes").len, 9);
    cr_assert(file_exists("srv/boot/modules/a"));
    cr_assert_eq(entries_in_folder("."), 4);
}

Test(netboot, leaves_a_file_alone)
{
    file_write("srv", precious);
    expect_refused("srv", "lintel: error L760: srv was not written");
    cr_assert(bytes_equal(file_read("srv"), precious));
}

Test(netboot, does_not_replace_its_input)
{
    struct result result;
    write_folder("srv");
    CALL(&result, "lintel", "netboot", "srv/boot/kernel.elf", "-o", "srv");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L714: srv/boot/kernel.elf");
    cr_assert(file_exists("srv/boot/ramdisk"));
}

Test(netboot, says_that_names_cannot_be_exchanged)
{
    struct result result;
    const char *const environment[] = { system_without("exchange"), NULL };
    write_folder("srv");
    CALL_AS((&(struct call) { .environment = environment }), &result, "lintel", "netboot", "kernel.elf", "-o", "srv");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L761: srv cannot be replaced in one step");
    cr_assert(file_exists("srv/boot/ramdisk"), "the old one stays");
    cr_assert_eq(entries_in_folder("."), 4);
}

Test(netboot, leaves_nothing_behind_that_does_not_fit)
{
    struct result result;
    cr_assert_eq(truncate("disk", 300000), 0);
    CALL_AS((&(struct call) { .file_bytes_max = 200000 }), &result, "lintel", "netboot", "kernel.elf", "-o", "srv", "--ramdisk",
            "disk");
    assert_status(&result, 2);
    assert_says(result.errors, "lintel: error L702: srv cannot be written");
    cr_assert_eq(entries_in_folder("."), 3);
}

Test(netboot, leaves_nothing_behind_when_it_is_ended)
{
    struct result result;
    cr_assert_eq(truncate("disk", 256 << 20), 0);
    for (unsigned after_ms = 700; after_ms > 10; after_ms /= 2) {
        CALL_AS((&(struct call) { .ending_signal = SIGTERM, .after_ms = after_ms }), &result, "lintel", "netboot", "kernel.elf",
                "-o", "srv", "--ramdisk", "disk");
        const bool is_whole = result.status == 0;
        cr_assert(is_whole || result.status == 128 + SIGTERM, "status %d\n%s", result.status, result.errors);
        cr_assert_eq(file_exists("srv"), is_whole);
        cr_assert_eq(entries_in_folder("."), is_whole ? 4 : 3);
        CALL(&result, "rm", "-rf", "srv");
    }
}

Test(netboot, does_not_offer_what_only_disks_have)
{
    static const char *const options[] = { "--files", "--table", "--guid", "--size", "--sector-size" };
    struct result folder, iso;
    CALL(&folder, "lintel", "netboot", "--help");
    CALL(&iso, "lintel", "iso", "--help");
    assert_says(folder.output, "--module");
    for (size_t i = 0; i < COUNT_OF(options); i++) {
        cr_assert_null(strstr(folder.output, options[i]), "%s", options[i]);
        cr_assert_eq(strstr(iso.output, options[i]) != NULL, i < 3, "%s", options[i]);
    }
}

Test(netboot, has_no_disk)
{
    struct result result;
    CALL(&result, "lintel", "netboot", "kernel.elf", "-o", "srv", "--table", "mbr");
    assert_status(&result, 2);
    assert_says(result.errors, "--table and --sector-size are for disks");
    CALL(&result, "lintel", "netboot", "kernel.elf", "-o", "srv", "--guid", "random");
    assert_status(&result, 2);
    assert_says(result.errors, "--guid is for disks and ISOs");
    CALL(&result, "lintel", "netboot", "kernel.elf");
    assert_status(&result, 2);
    assert_says(result.errors, "no output given");
    CALL(&result, "lintel", "netboot", "-o", "srv");
    assert_status(&result, 2);
    assert_says(result.errors, "no KERNEL given");
}
