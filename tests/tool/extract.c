/* `lintel extract`: a file of an image comes out as it went in, whole or not at all. */
#include "tests/tool/support.h"
#include <string.h>
#include <unistd.h>

static struct result result;

static void enter_with_image(void)
{
    u8 ramdisk[200000];
    folder_enter_with_kernel();
    for (size_t i = 0; i < sizeof(ramdisk); i++)
        ramdisk[i] = (u8)(i * 7 + i / 251);
    file_write("initrd", (struct bytes) { ramdisk, sizeof(ramdisk) });
    file_write("empty", (struct bytes) { ramdisk, 0 });
    CALL(&result, "lintel", "build", "kernel.elf", "--ramdisk", "initrd", "--module", "nothing=empty", "-o", "os.img");
    assert_status(&result, 0);
}

TestSuite(extract, .init = enter_with_image, .fini = folder_leave);

Test(extract, writes_what_was_put_in)
{
    CALL(&result, "lintel", "extract", "os.img", "/boot/ramdisk", "-o", "copy");
    assert_status(&result, 0);
    cr_assert_str_empty(result.errors);
    cr_assert(bytes_equal(file_read("initrd"), file_read("copy")));
}

Test(extract, takes_the_name_of_the_file_and_letters_of_either_case)
{
    CALL(&result, "lintel", "extract", "os.img", "BOOT/ramdisk");
    assert_status(&result, 0);
    cr_assert(bytes_equal(file_read("initrd"), file_read("ramdisk")));
    CALL(&result, "lintel", "extract", "os.img", "/boot/modules/nothing");
    assert_status(&result, 0);
    cr_assert_eq(file_read("nothing").len, 0);
}

/* Such as the user's own kernel.elf. */
Test(extract, replaces_nothing_that_was_not_named)
{
    const struct bytes mine = text_bytes("mine");
    file_write("ramdisk", mine);
    const size_t before = entries_in_folder(".");
    CALL(&result, "lintel", "extract", "os.img", "/boot/ramdisk");
    assert_status(&result, 2);
    assert_says(result.errors, "error L723: ramdisk exists already (it has 4 bytes)");
    assert_says(result.errors, "-o - for standard output");
    cr_assert(bytes_equal(file_read("ramdisk"), mine));
    cr_assert_eq(entries_in_folder("."), before);
    CALL(&result, "lintel", "extract", "os.img", "/boot/ramdisk", "-o", "ramdisk");
    assert_status(&result, 0);
    cr_assert(bytes_equal(file_read("ramdisk"), file_read("initrd")));
}

/* Nor a link that leads nowhere. */
Test(extract, replaces_no_link_that_was_not_named)
{
    cr_assert_eq(symlink("nowhere", "ramdisk"), 0);
    CALL(&result, "lintel", "extract", "os.img", "/boot/ramdisk");
    assert_status(&result, 2);
    assert_says(result.errors, "error L723: ramdisk exists already");
    cr_assert(!file_exists("nowhere"));
}

Test(extract, writes_to_standard_output)
{
    CALL(&result, "lintel", "extract", "os.img", "/boot/lintel.manifest", "-o", "-");
    assert_status(&result, 0);
    assert_says(result.output, "lintel-manifest = 1\n");
    assert_says(result.output, "ramdisk-bytes = 200000\n");
    cr_assert(!file_exists("-"));
}

Test(extract, replaces_a_file_only_by_a_whole_one)
{
    file_write("out", text_bytes("kept"));
    const size_t before = entries_in_folder(".");
    CALL(&result, "lintel", "extract", "os.img", "/boot/absent", "-o", "out");
    assert_status(&result, 5);
    assert_says(result.errors, "error L209: /boot/absent ");
    assert_says(result.errors, "lintel: note: if the name is wrong: `lintel inspect os.img' lists the files");
    CALL_AS((&(struct call) { .file_bytes_max = 100000 }), &result, "lintel", "extract", "os.img", "/boot/ramdisk", "-o", "out");
    assert_status(&result, 2);
    assert_says(result.errors, "error L702: out ");
    cr_assert(bytes_equal(file_read("out"), text_bytes("kept")));
    cr_assert_eq(entries_in_folder("."), before);
}

Test(extract, does_not_write_a_folder)
{
    CALL(&result, "lintel", "extract", "os.img", "/boot", "-o", "out");
    assert_status(&result, 5);
    assert_says(result.errors, "error L209: /boot ");
    cr_assert(!file_exists("out"));
}

Test(extract, never_replaces_the_image)
{
    cr_assert_eq(link("os.img", "same.img"), 0);
    CALL(&result, "lintel", "extract", "os.img", "/boot/ramdisk", "-o", "same.img");
    assert_status(&result, 2);
    assert_says(result.errors, "error L714: os.img ");
}

Test(extract, needs_an_image)
{
    CALL(&result, "lintel", "extract", "kernel.elf", "/boot/ramdisk", "-o", "out");
    assert_status(&result, 2);
    assert_says(result.errors, "error L780: kernel.elf is no disk image ");
    CALL(&result, "lintel", "extract", "os.img");
    assert_status(&result, 2);
    assert_says(result.errors, "give an IMAGE and a FILE");
    cr_assert(!file_exists("out"));
}
