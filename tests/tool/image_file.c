#include "tests/tool/image_file.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct result image_result;

/* A ramdisk of more than a cluster whose bytes are nowhere else. */
static void write_ramdisk(void)
{
    u8 ramdisk[20000];
    for (size_t i = 0; i < sizeof(ramdisk); i++)
        ramdisk[i] = (u8)(i * 7 + i / 251);
    file_write("ramdisk", (struct bytes) { ramdisk, sizeof(ramdisk) });
}

void image_enter(void)
{
    folder_enter_with_kernel();
    write_ramdisk();
}

void image_make(const char *verb, const char *option, const char *value)
{
    CALL(&image_result, "lintel", verb, "kernel.elf", "--ramdisk", "ramdisk", "--module", "fonts=ramdisk", "--cmdline",
         "verbose=1", "-o", "os.img", option, value);
    assert_status(&image_result, 0);
}

void image_inspect(int status)
{
    CALL(&image_result, "lintel", "inspect", "os.img");
    assert_status(&image_result, status);
}

void image_flip(u64 offset)
{
    u8 byte;
    FILE *file = fopen("os.img", "r+");
    cr_assert_not_null(file);
    cr_assert_eq(fseek(file, (long)offset, SEEK_SET), 0);
    cr_assert_eq(fread(&byte, 1, 1, file), 1);
    byte ^= 0x04;
    cr_assert_eq(fseek(file, (long)offset, SEEK_SET), 0);
    cr_assert_eq(fwrite(&byte, 1, 1, file), 1);
    cr_assert_eq(fclose(file), 0);
}

struct bytes image_start(void)
{
    CALL(&image_result, "sh", "-c", "head -c 4M os.img >start");
    assert_status(&image_result, 0);
    return file_read("start");
}

u64 image_place_of(const void *content, size_t len)
{
    const struct bytes start = image_start();
    const u8 *found = memmem(start.data, start.len, content, len);
    cr_assert_not_null(found);
    return (u64)(found - start.data);
}

u64 image_place_of_file(const char *path)
{
    const struct bytes content = file_read(path);
    return image_place_of(content.data, content.len < 512 ? content.len : 512);
}

u64 image_bytes(void)
{
    struct stat status;
    cr_assert_eq(stat("os.img", &status), 0);
    return (u64)status.st_size;
}
