/* Kernels whose configuration says, on the volume, what `lintel build` would not have let through. */
#include "tests/boot/image.h"
#include "tests/boot/volume.h"
#include <stdlib.h>
#include <string.h>

#define KERNEL_PATH "/boot/kernel.elf"

static const uint8_t magic[] = BOOT_CONFIG_MAGIC;

static uint64_t find_magic(const char *kernel_path)
{
    const size_t bytes = file_bytes(kernel_path);
    uint8_t *kernel = malloc(bytes);
    cr_assert(kernel != NULL);
    image_read(kernel_path, 0, kernel, bytes);
    const uint8_t *found = memmem(kernel, bytes, magic, sizeof(magic));
    cr_assert(found != NULL, "no configuration in %s", kernel_path);
    const uint64_t offset = (uint64_t)(found - kernel);
    free(kernel);
    return offset;
}

/* The `bytes` at `offset` of the kernel's struct boot_config become `number`. */
static void patch(const char *image_path, size_t offset, size_t bytes, uint64_t number)
{
    char path[PATH_BYTES];
    path_format(path, "%s.kernel", image_path);
    volume_get(image_path, KERNEL_PATH, path);
    image_write(path, find_magic(path) + offset, &number, bytes);
    volume_put(image_path, path, KERNEL_PATH);
}

#define PATCH(field, number)                                                                                                     \
    patch(image_path, offsetof(struct boot_config, field), sizeof(((struct boot_config *)NULL)->field), number)

void config_insist(const char *image_path)
{
    PATCH(must_understand, 0);
}

void config_set_unknown_value(const char *image_path)
{
    PATCH(aslr, 3);
}

void config_set_unknown_mapping(const char *image_path)
{
    PATCH(map_ramdisk, 4);
}

void config_set_reserved_byte(const char *image_path)
{
    PATCH(reserved_145[6], 1);
}

void config_set_other_major(const char *image_path)
{
    PATCH(abi_major, LINTEL_ABI_MAJOR + 1);
}

/* In an image that was built with it allowed. */
void config_forbid_writable_code(const char *image_path)
{
    PATCH(allow_writable_code, SWITCH_OFF);
}

void config_cut_field(const char *image_path)
{
    PATCH(size, 36);
}
