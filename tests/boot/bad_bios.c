/* The floppy disk that a misbehaving BIOS comes from. */
#include "tests/boot/bad_bios.h"
#include "tests/boot/files.h"
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SHIM         "build/boot/bad_bios.bin"
#define FLOPPY_BYTES 1474560

static void read_shim(uint8_t image[BAD_IMAGE_BYTES])
{
    FILE *file = fopen(SHIM, "rb");
    cr_assert(file && fread(image, 1, BAD_IMAGE_BYTES, file) == BAD_IMAGE_BYTES, SHIM " is not there");
    fclose(file);
}

static void write_floppy(const struct bad_bios *bad_bios, const char *path)
{
    uint8_t image[BAD_IMAGE_BYTES];
    struct e820_entry entries[BAD_MAP_ENTRIES];
    struct bad_bios_config config = bad_bios->config;
    size_t count = bad_bios->memory_map ? bad_bios->memory_map(entries) : 0;
    config.map_entries = (uint16_t)count;
    read_shim(image);
    memcpy(image + BAD_CONFIG_OFFSET, &config, sizeof(config));
    memcpy(image + BAD_MAP_OFFSET, entries, count * sizeof(*entries));
    file_write(path, image, sizeof(image));
    cr_assert(truncate(path, FLOPPY_BYTES) == 0);
}

/* QEMU's own order begins with the hard disk. */
void bad_bios_words(const struct bad_bios *bad_bios, const char *folder, struct command *command)
{
    char path[PATH_BYTES];
    path_format(path, "%s/bad_bios.img", folder);
    write_floppy(bad_bios, path);
    command_add(command, "-drive");
    command_add(command, "if=none,id=floppy,format=raw,snapshot=on,file=%s", path);
    command_add(command, "-device");
    command_add(command, "isa-fdc");
    command_add(command, "-device");
    command_add(command, "floppy,drive=floppy");
    command_add(command, "-boot");
    command_add(command, "a");
}

bool bad_bios_was_met(const char *folder)
{
    char path[PATH_BYTES];
    path_format(path, "%s/debugcon.log", folder);
    char *debugcon = file_text(path);
    bool was_met = strstr(debugcon, "bad BIOS\n");
    free(debugcon);
    return was_met;
}
