/* `lintel build --files DIR`: all of a folder on the image's volume, as it is. */
#include "tests/tool/files_folder.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(files, .init = files_enter, .fini = folder_leave);

/* To the judges that everyone else uses: the volume is sound. */
static void expect_sound(void)
{
    CALL(&files_result, "sh", "-c", "tail -c +1048577 os.img | head -c -1048576 >volume.img && fsck.fat -n -v volume.img");
    assert_status(&files_result, 0);
    assert_says(files_result.output, "32 bit entries");
    cr_assert_null(strstr(files_result.output, "Free cluster summary"), "%s", files_result.output);
    CALL(&files_result, "sgdisk", "-v", "os.img");
    assert_says(files_result.output, "No problems found");
}

#define LONG_PATH "dir/a folder/deeper/\xc3\x84\xe6\xbc\xa2 and a long name with spaces, 'quotes' and 1.5 dots.text"

static void make_tree(void)
{
    static const char *const folders[] = { "dir/a folder", "dir/a folder/deeper", "dir/empty", "dir/efi",
                                           "dir/efi/boot", "dir/efi/lintel",      "dir/boot" };
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        files_make_folder(folders[i]);
    files_put("dir/README.TXT", "a short name\n");
    files_put("dir/.hidden", "hidden\n");
    files_put("dir/nothing", "");
    files_put("dir/efi/boot/grubx64.efi", "beside Lintel's loader\n");
    files_put("dir/boot/notes", "beside Lintel's kernel\n");
    files_put(LONG_PATH, "deep\n");
    file_write("dir/a folder/kernel", file_read("kernel.elf"));
}

/* mtools copy it all out again; what Lintel put there is no part of the comparison. */
static void expect_copied_out(void)
{
    static const char *const utf8[] = { "LC_ALL=C.UTF-8", NULL };
    struct call call = { .environment = utf8 };
    CALL_AS(&call, &files_result, "sh", "-c", "mkdir out && mcopy -s -n -i os.img@@1M ::* out");
    assert_status(&files_result, 0);
    CALL(&files_result, "sh", "-c",
         "mv out/EFI out/efi && mv out/efi/BOOT out/efi/boot && rm out/efi/boot/BOOTX64.EFI out/boot/kernel.elf "
         "out/boot/lintel.manifest && diff -r dir out");
    assert_status(&files_result, 0);
}

Test(files, are_all_on_the_volume_beside_lintels_own)
{
    make_tree();
    files_build(0);
    expect_sound();
    expect_copied_out();
}

Test(files, are_in_an_iso_too)
{
    make_tree();
    CALL(&files_result, "lintel", "iso", "kernel.elf", "-o", "os.img", "--files", "dir");
    assert_status(&files_result, 0);
    expect_copied_out();
}

#define SURROGATES "\xf0\x9f\x98\x80 is more than 16 bits" /* mtools know no such letter */

Test(files, come_out_by_extract_whatever_their_names)
{
    make_tree();
    files_put("dir/" SURROGATES, "smile\n");
    files_build(0);
    CALL(&files_result, "lintel", "extract", "os.img", LONG_PATH + 4, "-o", "deep");
    assert_status(&files_result, 0);
    cr_assert(bytes_equal(file_read("deep"), file_read(LONG_PATH)));
    CALL(&files_result, "lintel", "extract", "os.img", SURROGATES);
    assert_status(&files_result, 0);
    cr_assert(bytes_equal(file_read(SURROGATES), file_read("dir/" SURROGATES)));
    CALL(&files_result, "lintel", "extract", "os.img", "/efi/BOOT/GRUBX64.EFI", "-o", "grub");
    assert_status(&files_result, 0);
    cr_assert(bytes_equal(file_read("grub"), file_read("dir/efi/boot/grubx64.efi")));
    CALL(&files_result, "lintel", "extract", "os.img", "/nothing", "-o", "none");
    assert_status(&files_result, 0);
    cr_assert_eq(file_read("none").len, 0);
}

Test(files, are_listed_by_inspect)
{
    make_tree();
    files_build(0);
    CALL(&files_result, "lintel", "inspect", "os.img");
    assert_status(&files_result, 0);
    assert_says(files_result.output, "/boot/notes                23 bytes, not Lintel's\n");
    assert_says(files_result.output, "/EFI/BOOT/grubx64.efi");
    assert_says(files_result.output, LONG_PATH + 3);
    assert_says(files_result.output, "/nothing                   0 bytes, not Lintel's\n");
    cr_assert_null(strstr(files_result.output, "/boot/lintel.manifest "), "it has a line of its own");
    CALL(&files_result, "lintel", "inspect", "--json", "os.img");
    assert_status(&files_result, 0);
    assert_says(files_result.output, LONG_PATH + 3);
    assert_says(files_result.output, "\"extra\"");
}

/* The order in which a folder's entries were made, permissions, times and the locale do not matter. */
Test(files, make_the_same_image_whatever_the_host_does)
{
    static const char *const elsewhere[] = { "TZ=Pacific/Kiritimati", "LC_ALL=C.UTF-8", NULL };
    struct call call = { .environment = elsewhere, .umask = 0077 };
    make_tree();
    files_build(0);
    CALL(&files_result, "sh", "-c",
         "mkdir copy && cd dir && find . -type d | sort -r | while read -r d; do mkdir -p \"../copy/$d\"; done && "
         "find . -type f | sort -r | while read -r f; do cp \"$f\" \"../copy/$f\"; done && "
         "cd ../copy && find . -type f -exec touch -d 1999-01-01 {} + && chmod -R go-rwx .");
    assert_status(&files_result, 0);
    CALL_AS(&call, &files_result, "lintel", "build", "kernel.elf", "-o", "other.img", "--files", "./copy/");
    assert_status(&files_result, 0);
    cr_assert(bytes_equal(file_read("os.img"), file_read("other.img")));
}

static void read_identity(u8 identity[16])
{
    CALL(&files_result, "sh", "-c", "head -c 1M os.img >start");
    memcpy(identity, file_read("start").data + 512 + 56, 16);
}

/* Which file systems do not do by themselves. */
Test(files, stand_in_the_order_of_their_names)
{
    shell("mkdir -p dir/many; for name in q b 9 z a0 m e t c1 w 5 k d h y 0; do echo $name >dir/many/$name; done");
    files_build(0);
    shell("mdir -b -i os.img@@1M ::/many >listed; test $(wc -l <listed) = 16 && LC_ALL=C sort -c listed");
}

Test(files, change_the_images_identity)
{
    u8 identities[4][16];
    make_tree();
    files_build(0);
    read_identity(identities[0]);
    files_put("dir/boot/notes", "beside Lintel's Kernel\n");
    files_build(0);
    read_identity(identities[1]);
    cr_assert_eq(rename("dir/boot/notes", "dir/boot/Notes"), 0);
    files_build(0);
    read_identity(identities[2]);
    cr_assert_eq(rmdir("dir/empty"), 0);
    files_build(0);
    read_identity(identities[3]);
    for (size_t i = 0; i < COUNT_OF(identities); i++)
        for (size_t j = 0; j < i; j++)
            cr_assert_neq(memcmp(identities[i], identities[j], 16), 0, "%zu and %zu", i, j);
}

/* 255 bytes is also what this host's file systems hold; to FAT each of those letters is one. */
Test(files, takes_a_name_of_255_characters)
{
    char path[300] = "dir/";
    memset(path + 4, 'n', 255);
    files_put(path, "long");
    files_build(0);
    expect_sound();
    CALL(&files_result, "lintel", "extract", "os.img", path + 4, "-o", "out");
    assert_status(&files_result, 0);
    cr_assert(bytes_equal(file_read("out"), file_read(path)));
}

/* mtools have patterns, options, drives and devices, and a short name is what 8 bits of some code page make of it. */
Test(files, are_not_what_mtools_take_their_names_for)
{
    static const char *const names[] = { "a[b]c",      "-i",           "con",       "Aux.txt",  "com1",
                                         "\xc3\xa4",   "\xc3\x84.TXT", "a~1",       "%41",      " space",
                                         "x",          "...dots",      "#!$&'(){}", "\xc3\xbf", "1.2.3",
                                         "mixed.Case", "12345678.123", "123456789", "x.text" };
    char path[64];
    make_tree();
    files_make_folder("dir/[folder]");
    files_make_folder("dir/-i \xc3\xb6");
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        snprintf(path, sizeof(path), "dir/[folder]/%s", names[i]);
        files_put(path, path);
        snprintf(path, sizeof(path), "dir/-i \xc3\xb6/%s", names[i]);
        files_put(path, path);
    }
    files_build(0);
    expect_sound();
    expect_copied_out();
}

/* 3000 names with one beginning: short names are still found, each once. */
/* Six digits and ~1 are the short names of names that mtools don't make: +plus has one of these. */
Test(files, are_not_what_short_names_of_others_are)
{
    char path[32];
    files_put("dir/+plus", "plus\n");
    for (unsigned i = 1; i < 16; i++) {
        snprintf(path, sizeof(path), "dir/%06X~1", i);
        files_put(path, path);
    }
    files_build(0);
    expect_sound();
    CALL(&files_result, "lintel", "extract", "os.img", "000001~1", "-o", "out");
    cr_assert(bytes_equal(file_read("out"), file_read("dir/000001~1")));
}

Test(files, takes_thousands_of_files)
{
    files_make_folder("dir/many");
    CALL(&files_result, "sh", "-c", "for i in $(seq 3000); do echo $i >\"dir/many/a file with number $i.text\"; done");
    assert_status(&files_result, 0);
    files_build(0);
    expect_sound();
    CALL(&files_result, "mtype", "-i", "os.img@@1M", "::/many/a file with number 2999.text");
    cr_assert_str_eq(files_result.output, "2999\n");
}

Test(files, are_for_disks_and_isos)
{
    CALL(&files_result, "lintel", "netboot", "kernel.elf", "-o", "out", "--files", "dir");
    assert_status(&files_result, 2);
    assert_says(files_result.errors, "--files is for disks and ISOs: a network gives the files of a folder");
}
