/* Volumes that `lintel build` would not make, on the machine: the kernel finds its ramdisk whole, byte for byte. More kinds of
 * them, without a machine, are in tests/unit/common/disk. */
#include "tests/boot/image.h"
#include "tests/boot/volume.h"

#define RAMDISK .kernel = "test-ramdisk-high", .ramdisk_bytes = (16ull << 20) + 803 /* as in kernels/ramdisk.c */

#define VOLUME(test_name, mib, ...)                                                                                              \
    static void remake_##test_name(const char *image_path)                                                                       \
    {                                                                                                                            \
        static const char *const options[] = { __VA_ARGS__, NULL };                                                              \
        volume_remake(image_path, mib, options, NULL);                                                                           \
    }                                                                                                                            \
    BOOT_TEST_ON_BOTH_DOORS(test_name, RAMDISK, .damage = remake_##test_name)

#define FRAGMENTS_MIN 600
#define FILLERS       1800 /* half of them go again; the other files take some of the holes */
#define LONG_NAMES    60

/* In the sector behind a FAT32 volume's boot sector: where to look for free clusters (FSI_Nxt_Free of Microsoft's specification).
 */
#define NEXT_FREE_OFFSET (512 + 492)

/* Files on the host with a number before their name; `folder` is set to the one they are in. */
static void make_files(const char *image_path, const char *name, unsigned count, char *folder)
{
    char path[PATH_BYTES];
    path_format(folder, "%s.many", image_path);
    make_folder(folder);
    for (unsigned i = 0; i < count; i++) {
        path_format(path, "%s/%04u%s", folder, i, name);
        file_write(path, "x", 1);
    }
}

/* Holes of one cluster, which the next file fills. The shell's order is that of the numbers. */
static void make_holes(const char *image_path)
{
    static const uint8_t unknown[4] = { 0xff, 0xff, 0xff, 0xff };
    char folder[PATH_BYTES];
    make_files(image_path, ".txt", FILLERS, folder);
    struct command folder_on_volume = volume_command("mmd", image_path), copy = { 0 };
    command_add(&folder_on_volume, "::/boot/many");
    command_must(&folder_on_volume, "/dev/null");
    command_add(&copy, "sh");
    command_add(&copy, "-c");
    command_add(&copy, "exec mcopy -i %s@@%llu %s/* ::/boot/many", image_path, (unsigned long long)volume_offset(image_path),
                folder);
    command_must(&copy, "/dev/null");
    struct command remove = volume_command("mdel", image_path);
    command_add(&remove, "::/boot/many/*[02468].txt");
    command_must(&remove, "/dev/null");
    image_write(image_path, volume_offset(image_path) + NEXT_FREE_OFFSET, unknown, sizeof(unknown));
}

/* In the kernel's folder, before it. */
static void add_long_names(const char *image_path)
{
    static const char name[] = " files later - a name that somebody gave to a file without a thought of bootloaders.txt";
    char folder[PATH_BYTES];
    make_files(image_path, name, LONG_NAMES, folder);
    struct command copy = volume_command("mcopy", image_path);
    for (unsigned i = 0; i < LONG_NAMES; i++)
        command_add(&copy, "%s/%04u%s", folder, i, name);
    command_add(&copy, "::/boot");
    command_must(&copy, "/dev/null");
}

/* Made of holes, the ramdisk is in pieces. */
static void remake_in_fragments(const char *image_path)
{
    static const char *const options[] = { "-F32", "-s1", NULL };
    volume_remake(image_path, 40, options, make_holes);
    cr_assert_geq(volume_runs(image_path, "/boot/ramdisk", NULL, 0), FRAGMENTS_MIN);
}

VOLUME(volume_fat12_with_64_kib_clusters, 33, "-F12", "-s128")
VOLUME(volume_fat16, 33, "-F16", "-s4")
VOLUME(volume_fat16_with_64_kib_clusters, 300, "-F16", "-s128")
VOLUME(volume_fat16_with_4096_byte_sectors, 33, "-F16", "-S4096", "-s1")
VOLUME(volume_fat32_with_32_kib_clusters, 2100, "-F32", "-s64")
BOOT_TEST_ON_BOTH_DOORS(volume_in_fragments, RAMDISK, .damage = remake_in_fragments)

/* The kernel has a long name too. */
static void rename_kernel(const char *image_path)
{
    static const char *const options[] = { "-F12", "-s16", NULL };
    char kernel[PATH_BYTES];
    volume_remake(image_path, 31, options, add_long_names);
    path_format(kernel, "%s.kernel", image_path);
    volume_get(image_path, "/boot/kernel.elf", kernel);
    volume_remove(image_path, "/boot/kernel.elf");
    volume_put(image_path, kernel, LONG_KERNEL_PATH);
    manifest_rename_kernel(image_path);
}
BOOT_TEST_ON_BOTH_DOORS(volume_fat12_with_long_names, RAMDISK, .damage = rename_kernel)
