/* Building images once for all rows that need the same. */
#include "tests/boot/image.h"
#include "tests/boot/files.h"
#include "tests/boot/modules.h"
#include "tests/boot/network.h"
#include "tests/boot/volume.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define LINTEL       "build/lintel"
#define IMAGE_FOLDER "build/boot/images"

static void write_pattern(const char *path, uint64_t bytes, uint64_t pattern_start)
{
    uint8_t *content = malloc(bytes);
    cr_assert(content != NULL || bytes == 0);
    for (uint64_t i = 0; i < bytes; i++)
        content[i] = pattern_byte(pattern_start + i);
    file_write(path, content, bytes);
    free(content);
}

/* Its zeros are on no disk. The last piece ends with the file. */
static void write_sparse_ramdisk(const char *path)
{
    static const uint64_t starts[] = SPARSE_PIECE_STARTS;
    static uint8_t piece[SPARSE_PIECE_BYTES];
    file_write(path, "", 0);
    cr_assert(truncate(path, (off_t)SPARSE_RAMDISK_BYTES) == 0);
    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        const uint64_t left = SPARSE_RAMDISK_BYTES - starts[i], bytes = left < sizeof(piece) ? left : sizeof(piece);
        for (uint64_t at = 0; at < bytes; at++)
            piece[at] = pattern_byte(starts[i] + at);
        image_write(path, starts[i], piece, bytes);
    }
}

/* The path of the row's ramdisk file, made if it is missing; "" if the row has none. The lock is held. */
static void ensure_ramdisk(const struct boot_row *row, char *path)
{
    path[0] = 0;
    if (row->ramdisk_bytes) {
        path_format(path, "%s/pattern-%" PRIu64, IMAGE_FOLDER, row->ramdisk_bytes);
        if (!file_exists(path))
            write_pattern(path, row->ramdisk_bytes, 0);
    } else if (row->sparse_ramdisk) {
        path_format(path, "%s/sparse", IMAGE_FOLDER);
        write_sparse_ramdisk(path);
    } else if (row->blank_ramdisk_bytes) {
        path_format(path, "%s/blank-%" PRIu64, IMAGE_FOLDER, row->blank_ramdisk_bytes);
        file_write(path, "", 0);
        cr_assert(truncate(path, (off_t)row->blank_ramdisk_bytes) == 0);
    }
}

/* A module's file, made if it is missing. The lock is held. */
static void add_module(struct command *command, const struct test_module *module, uint64_t index)
{
    char path[PATH_BYTES];
    path_format(path, "%s/module-%s-%" PRIu64, IMAGE_FOLDER, module->name, module->bytes);
    if (!file_exists(path))
        write_pattern(path, module->bytes, module_pattern_start(index));
    command_add(command, "--module");
    command_add(command, "%s=%s", module->name, path);
}

static void add_modules(struct command *command)
{
    static const struct test_module modules[] = TEST_MODULES;
    for (uint64_t i = 0; i < TEST_MODULE_COUNT; i++)
        add_module(command, &modules[i], i);
}

/* The same for all rows that can share an image, and another one when an input was rebuilt. */
static uint64_t image_key(const struct boot_row *row, const char *kernel_path)
{
    uint64_t key = hash_file_stamp(HASH_START, LINTEL);
    key = hash_file_stamp(key, kernel_path);
    for (size_t i = 0; i < sizeof(row->build_options) / sizeof(row->build_options[0]) && row->build_options[i]; i++)
        key = hash_text(key, row->build_options[i]);
    return key;
}

static const char *verb_of(const struct boot_row *row)
{
    if (row->network)
        return "netboot";
    return row->iso ? "iso" : "build";
}

static void build(const struct boot_row *row, const char *kernel_path, const char *ramdisk_path, const char *image_path)
{
    struct command command = { 0 };
    char log[PATH_BYTES];
    path_format(log, "%s.log", image_path);
    command_add(&command, "%s", LINTEL);
    command_add(&command, "%s", verb_of(row));
    command_add(&command, "%s", kernel_path);
    command_add(&command, "-o");
    command_add(&command, "%s", image_path);
    if (ramdisk_path[0]) {
        command_add(&command, "--ramdisk");
        command_add(&command, "%s", ramdisk_path);
    }
    if (row->modules)
        add_modules(&command);
    for (size_t i = 0; i < sizeof(row->build_options) / sizeof(row->build_options[0]) && row->build_options[i]; i++)
        command_add(&command, "%s", row->build_options[i]);
    command_must(&command, log);
}

/* The key goes into a file beside the image. */
static bool is_current(const char *image_path, uint64_t key)
{
    char path[PATH_BYTES], expected[32];
    path_format(path, "%s.key", image_path);
    snprintf(expected, sizeof(expected), "%016" PRIx64, key);
    char *found = file_text(path);
    bool same = hash_text(0, found) == hash_text(0, expected);
    free(found);
    return same && file_exists(image_path);
}

static void set_current(const char *image_path, uint64_t key)
{
    char path[PATH_BYTES], text[32];
    path_format(path, "%s.key", image_path);
    int len = snprintf(text, sizeof(text), "%016" PRIx64, key);
    file_write(path, text, (size_t)len);
}

/* The file name tells apart what can't share: kernel, options, modules, ramdisk. */
static void name_image(const struct boot_row *row, char *image_path)
{
    uint64_t options = HASH_START;
    for (size_t i = 0; i < sizeof(row->build_options) / sizeof(row->build_options[0]) && row->build_options[i]; i++)
        options = hash_text(options, row->build_options[i]);
    path_format(image_path, "%s/%s-%s%s%" PRIu64 "-%08x.%s", IMAGE_FOLDER, row->kernel, row->modules ? "modules-" : "",
                row->sparse_ramdisk ? "sparse-" : "", row->ramdisk_bytes + row->blank_ramdisk_bytes, (unsigned)options,
                verb_of(row));
}

/* In a copy of its own. */
static void change(const struct boot_row *row, const char *folder, char *image_path)
{
    char copy[PATH_BYTES];
    path_format(copy, "%s/%s", folder, row->network ? "served" : "disk.img");
    if (row->network)
        network_copy(image_path, copy);
    else
        file_copy(image_path, copy);
    if (row->damage)
        row->damage(copy);
    if (image_needs_bad_uefi(row))
        image_add_bad_uefi(&row->bad_uefi, copy);
    path_format(image_path, "%s", copy);
}

void image_of(const struct boot_row *row, const char *folder, char *image_path)
{
    char kernel_path[PATH_BYTES], ramdisk_path[PATH_BYTES];
    path_format(kernel_path, "build/kernels/%s.elf", row->kernel);
    name_image(row, image_path);
    make_folder(IMAGE_FOLDER);
    int lock = lock_take(IMAGE_FOLDER "/lock");
    uint64_t key = image_key(row, kernel_path);
    if (!is_current(image_path, key)) {
        ensure_ramdisk(row, ramdisk_path);
        build(row, kernel_path, ramdisk_path, image_path);
        set_current(image_path, key);
    }
    lock_drop(lock);
    if (row->damage || image_needs_bad_uefi(row))
        change(row, folder, image_path);
}
