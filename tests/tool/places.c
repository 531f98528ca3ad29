/* Where files lie in an image, and what of it the host's disk holds. */
#include "common/base/types.h"
#include "tests/tool/support.h"
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct result result;

TestSuite(places, .init = folder_enter_with_kernel, .fini = folder_leave, .timeout = 300);

static u64 place_of(struct bytes image, const char *file)
{
    const struct bytes content = file_read(file);
    const u8 *found = memmem(image.data, image.len, content.data, content.len);
    cr_assert_not_null(found, "%s", file);
    return (u64)(found - image.data);
}

/* Clusters have 512 bytes here. */
Test(places, a_file_of_a_page_or_more_starts_at_a_page)
{
    shell("head -c 4096 /dev/urandom >page && head -c 700 /dev/urandom >less && head -c 30001 /dev/urandom >more");
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--module", "a=less", "--module", "b=page", "--module",
         "c=less", "--ramdisk", "more");
    assert_status(&result, 0);
    const struct bytes image = file_read("os.img");
    cr_assert_eq(place_of(image, "page") % PAGE_BYTES, 0);
    cr_assert_eq(place_of(image, "more") % PAGE_BYTES, 0);
    cr_assert_eq(place_of(image, "kernel.elf") % PAGE_BYTES, 0);
    cr_assert_lt(place_of(image, "less") - place_of(image, "more"), 30001 + 512, "small ones stand close");
}

static u64 bytes_on_disk(const char *path)
{
    struct stat file;
    cr_assert_eq(stat(path, &file), 0);
    return (u64)file.st_blocks * 512;
}

/* A page at every 128 KiB, as in an image of a file system. */
Test(places, holes_between_pages_stay_holes)
{
    const int fd = open("initrd", O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    cr_assert(fd >= 0 && ftruncate(fd, 32 * MIB_BYTES) == 0);
    for (u64 offset = 0; offset < 32 * MIB_BYTES; offset += 128 * KIB_BYTES)
        cr_assert_eq(pwrite(fd, "data", 4, (off_t)offset), 4);
    close(fd);
    CALL(&result, "lintel", "build", "kernel.elf", "-o", "os.img", "--ramdisk", "initrd");
    assert_status(&result, 0);
    cr_assert_leq(bytes_on_disk("os.img"), bytes_on_disk("initrd") + 2 * MIB_BYTES);
    CALL(&result, "lintel", "extract", "os.img", "/boot/ramdisk", "-o", "copy");
    assert_status(&result, 0);
    shell("cmp initrd copy");
}
