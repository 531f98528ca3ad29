/* The image's volume by mtools and mkfs.fat, its partition by sgdisk: none of them knows Lintel. */
#include "tests/boot/volume.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GPT_ENTRY_BYTES 128
#define GPT_ENTRIES_LBA 2
#define MIB_BYTES       (1ull << 20)

/* C12A7328-F81F-11D2-BA4B-00A0C93EC93B as stored (UEFI 2.10 §5.3.3). */
static const uint8_t efi_system[16] = { 0x28, 0x73, 0x2a, 0xc1, 0x1f, 0xf8, 0xd2, 0x11,
                                        0xba, 0x4b, 0x00, 0xa0, 0xc9, 0x3e, 0xc9, 0x3b };

static FILE *open_at(const char *image_path, const char *mode, uint64_t offset)
{
    FILE *image = fopen(image_path, mode);
    cr_assert(image != NULL && fseeko(image, (off_t)offset, SEEK_SET) == 0, "cannot open %s", image_path);
    return image;
}

void image_read(const char *image_path, uint64_t offset, void *data, size_t bytes)
{
    FILE *image = open_at(image_path, "rb", offset);
    cr_assert(fread(data, 1, bytes, image) == bytes, "%s is too short", image_path);
    fclose(image);
}

void image_write(const char *image_path, uint64_t offset, const void *data, size_t bytes)
{
    cr_assert(offset + bytes <= file_bytes(image_path), "%s is too short", image_path);
    FILE *image = open_at(image_path, "r+b", offset);
    cr_assert(fwrite(data, 1, bytes, image) == bytes && fclose(image) == 0, "cannot write %s", image_path);
}

void image_flip(const char *image_path, uint64_t offset)
{
    uint8_t byte;
    image_read(image_path, offset, &byte, 1);
    byte = (uint8_t)~byte;
    image_write(image_path, offset, &byte, 1);
}

uint64_t volume_offset(const char *image_path)
{
    uint8_t entries[GPT_ENTRY_BYTES * 4];
    uint64_t first_lba = 0;
    image_read(image_path, (uint64_t)GPT_ENTRIES_LBA * SECTOR_BYTES, entries, sizeof(entries));
    for (size_t at = 0; at < sizeof(entries); at += GPT_ENTRY_BYTES)
        if (memcmp(entries + at, efi_system, sizeof(efi_system)) == 0)
            memcpy(&first_lba, entries + at + 32, sizeof(first_lba));
    cr_assert(first_lba != 0, "%s has no EFI system partition", image_path);
    return first_lba * SECTOR_BYTES;
}

struct command volume_command(const char *program, const char *image_path)
{
    struct command command = { 0 };
    setenv("MTOOLS_SKIP_CHECK", "1", 1); /* it finds unusual cluster sizes suspicious */
    command_add(&command, "%s", program);
    command_add(&command, "-i");
    command_add(&command, "%s@@%llu", image_path, (unsigned long long)volume_offset(image_path));
    return command;
}

void volume_get(const char *image_path, const char *path, const char *host_path)
{
    unlink(host_path);
    struct command command = volume_command("mcopy", image_path);
    command_add(&command, "::%s", path);
    command_add(&command, "%s", host_path);
    command_must(&command, "/dev/null");
}

void volume_put(const char *image_path, const char *host_path, const char *path)
{
    struct command command = volume_command("mcopy", image_path);
    command_add(&command, "-o");
    command_add(&command, "%s", host_path);
    command_add(&command, "::%s", path);
    command_must(&command, "/dev/null");
}

void volume_remove(const char *image_path, const char *path)
{
    struct command command = volume_command("mdel", image_path);
    command_add(&command, "::%s", path);
    command_must(&command, "/dev/null");
}

/* mshowfat says "::/boot/kernel.elf <146-165> <170>". */
size_t volume_runs(const char *image_path, const char *path, uint32_t *first_clusters, size_t count)
{
    char log[PATH_BYTES];
    size_t runs = 0;
    struct command command = volume_command("mshowfat", image_path);
    path_format(log, "%s.runs", image_path);
    command_add(&command, "::%s", path);
    command_must(&command, log);
    char *text = file_text(log);
    for (const char *at = strchr(text, '<'); at != NULL; at = strchr(at + 1, '<'))
        if (runs++ < count)
            first_clusters[runs - 1] = (uint32_t)strtoul(at + 1, NULL, 10);
    free(text);
    return runs;
}

/* mkfs.fat counts its --offset in the sectors that -S asks for. */
static unsigned sector_bytes(const char *const *options)
{
    unsigned bytes = SECTOR_BYTES;
    for (; *options != NULL; options++)
        if (strncmp(*options, "-S", 2) == 0)
            bytes = (unsigned)strtoul(*options + 2, NULL, 10);
    return bytes;
}

static void format(const char *image_path, unsigned mib, const char *const *options)
{
    struct command command = { 0 };
    command_add(&command, "mkfs.fat");
    command_add(&command, "--offset");
    command_add(&command, "%llu", (unsigned long long)volume_offset(image_path) / sector_bytes(options));
    for (; *options != NULL; options++)
        command_add(&command, "%s", *options);
    command_add(&command, "%s", image_path);
    command_add(&command, "%llu", mib * (MIB_BYTES / 1024)); /* its blocks have 1024 bytes */
    command_must(&command, "/dev/null");
}

/* The partition, from where it starts to where the volume ends, and both tables for a disk of that size. */
static void grow(const char *image_path, unsigned mib)
{
    char log[PATH_BYTES];
    const uint64_t start = volume_offset(image_path), end = start + mib * MIB_BYTES;
    if (file_bytes(image_path) >= end + MIB_BYTES)
        return;
    path_format(log, "%s.sgdisk", image_path);
    cr_assert(truncate(image_path, (off_t)(end + MIB_BYTES)) == 0);
    struct command command = { 0 };
    command_add(&command, "sgdisk");
    command_add(&command, "--move-second-header");
    command_add(&command, "--delete=2");
    command_add(&command, "--new=2:%llu:%llu", (unsigned long long)start / SECTOR_BYTES,
                (unsigned long long)end / SECTOR_BYTES - 1);
    command_add(&command, "--typecode=2:ef00");
    command_add(&command, "%s", image_path);
    command_must(&command, log);
}

static void make_folders(const char *image_path)
{
    struct command command = volume_command("mmd", image_path);
    command_add(&command, "::/EFI");
    command_add(&command, "::/EFI/BOOT");
    command_add(&command, "::/boot");
    command_must(&command, "/dev/null");
}

void volume_remake(const char *image_path, unsigned mib, const char *const *options, void (*prepare)(const char *image_path))
{
    static const char *const paths[] = { "/EFI/BOOT/BOOTX64.EFI", "/boot/lintel.manifest", "/boot/kernel.elf", "/boot/ramdisk" };
    static const size_t count = sizeof(paths) / sizeof(paths[0]);
    char files[sizeof(paths) / sizeof(paths[0])][PATH_BYTES];
    for (size_t i = 0; i < count; i++) {
        path_format(files[i], "%s.file%zu", image_path, i);
        volume_get(image_path, paths[i], files[i]);
    }
    grow(image_path, mib);
    format(image_path, mib, options);
    make_folders(image_path);
    if (prepare != NULL)
        prepare(image_path);
    for (size_t i = 0; i < count; i++)
        volume_put(image_path, files[i], paths[i]);
}
