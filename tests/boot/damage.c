/* Images that were damaged after they were built, as a failed copy or a curious user would. */
#include "tests/boot/files.h"
#include "tests/boot/image.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SECTOR_BYTES    512
#define GPT_ENTRY_BYTES 128
#define GPT_ENTRIES_LBA 2

/* C12A7328-F81F-11D2-BA4B-00A0C93EC93B as stored (UEFI 2.10 §5.3.3). */
static const uint8_t efi_system[16] = { 0x28, 0x73, 0x2a, 0xc1, 0x1f, 0xf8, 0xd2, 0x11,
                                        0xba, 0x4b, 0x00, 0xa0, 0xc9, 0x3e, 0xc9, 0x3b };

/* Where the image's FAT file system starts, for mtools' "image@@offset". */
static uint64_t volume_offset(const char *image_path)
{
    uint8_t entries[GPT_ENTRY_BYTES * 4];
    uint64_t first_lba = 0;
    FILE *image = fopen(image_path, "rb");
    cr_assert(image != NULL && fseeko(image, (off_t)GPT_ENTRIES_LBA * SECTOR_BYTES, SEEK_SET) == 0);
    cr_assert(fread(entries, 1, sizeof(entries), image) == sizeof(entries));
    fclose(image);
    for (size_t at = 0; at < sizeof(entries); at += GPT_ENTRY_BYTES)
        if (memcmp(entries + at, efi_system, sizeof(efi_system)) == 0)
            memcpy(&first_lba, entries + at + 32, sizeof(first_lba));
    cr_assert(first_lba != 0, "%s has no EFI system partition", image_path);
    return first_lba * SECTOR_BYTES;
}

/* An mtools command on the image's volume; it goes on with the words that follow. */
static struct command on_volume(const char *program, const char *image_path)
{
    struct command command = { 0 };
    command_add(&command, "%s", program);
    command_add(&command, "-i");
    command_add(&command, "%s@@%llu", image_path, (unsigned long long)volume_offset(image_path));
    return command;
}

static void remove_file(const char *image_path, const char *path)
{
    struct command command = on_volume("mdel", image_path);
    command_add(&command, "::%s", path);
    command_must(&command, "/dev/null");
}

void image_remove_kernel(const char *image_path)
{
    remove_file(image_path, "/boot/kernel.elf");
}

void image_remove_manifest(const char *image_path)
{
    remove_file(image_path, "/boot/lintel.manifest");
}

/* Half of the kernel, under the name and with the manifest of the whole. */
void image_cut_kernel(const char *image_path)
{
    char half[PATH_BYTES];
    path_format(half, "%s.kernel", image_path);
    unlink(half);
    struct command out = on_volume("mcopy", image_path);
    command_add(&out, "::/boot/kernel.elf");
    command_add(&out, "%s", half);
    command_must(&out, "/dev/null");
    cr_assert(truncate(half, (off_t)file_bytes(half) / 2) == 0);
    struct command in = on_volume("mcopy", image_path);
    command_add(&in, "-o");
    command_add(&in, "%s", half);
    command_add(&in, "::/boot/kernel.elf");
    command_must(&in, "/dev/null");
}
