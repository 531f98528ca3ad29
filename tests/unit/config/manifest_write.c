/* What the writer writes, the reader reads as the same. */
#include "config/manifest.h"
#include <criterion/criterion.h>
#include <string.h>

static char buffer[MANIFEST_BYTES_MAX];

static struct bytes write_text(const struct manifest *manifest)
{
    struct text text = TEXT_OF(buffer);
    buffer[0] = '\0';
    manifest_write(manifest, &text);
    return (struct bytes) { (u8 *)buffer, text.len };
}

static void same_file(const struct manifest_file *a, const struct manifest_file *b)
{
    cr_assert_str_eq(a->path, b->path);
    cr_assert_eq(a->bytes, b->bytes);
    cr_assert_eq(a->digested, b->digested);
    cr_assert_eq(memcmp(a->sha256, b->sha256, 32), 0);
}

static void round_trip(const struct manifest *manifest)
{
    static struct manifest_file room[4];
    struct manifest again = { .modules = room, .module_capacity = 4 };
    cr_assert_eq(manifest_read(write_text(manifest), &again).code, ERR_NONE);
    same_file(&again.kernel, &manifest->kernel);
    same_file(&again.ramdisk, &manifest->ramdisk);
    cr_assert_eq(again.module_count, manifest->module_count);
    for (u64 i = 0; i < again.module_count; i++)
        same_file(&again.modules[i], &manifest->modules[i]);
    cr_assert_eq(again.config_offset, manifest->config_offset);
    cr_assert_eq(again.verify, manifest->verify);
    cr_assert_eq(again.command_line.len, manifest->command_line.len);
    cr_assert_eq(memcmp(again.command_line.data, manifest->command_line.data, manifest->command_line.len), 0);
}

static struct manifest_file two_modules[] = {
    { .path = "/boot/modules/one", .bytes = 1, .digested = DIGESTED_WHOLE, .sha256 = { 1, 2 } },
    { .path = "/boot/modules/two", .digested = DIGESTED_WHOLE }
};

static struct manifest full(void)
{
    struct manifest manifest = manifest_default();
    manifest.kernel.bytes = 123456;
    manifest.kernel.digested = DIGESTED_WHOLE;
    manifest.config_offset = 8192;
    strcpy(manifest.ramdisk.path, "/boot/ramdisk");
    manifest.ramdisk.bytes = UINT64_MAX;
    manifest.ramdisk.digested = DIGESTED_WHOLE;
    for (u32 i = 0; i < 32; i++) {
        manifest.kernel.sha256[i] = (u8)(i * 9);
        manifest.ramdisk.sha256[i] = (u8)(255 - i);
    }
    manifest.command_line = (struct bytes) { (const u8 *)" = a\t=b ", 8 };
    manifest.verify = true;
    manifest.modules = two_modules;
    manifest.module_count = 2;
    return manifest;
}

Test(manifest_write, round_trips_the_default)
{
    const struct manifest manifest = manifest_default();
    round_trip(&manifest);
}

Test(manifest_write, round_trips_every_key)
{
    const struct manifest manifest = full();
    round_trip(&manifest);
}

Test(manifest_write, round_trips_digests_of_pieces)
{
    struct manifest_file module = two_modules[0];
    struct manifest manifest = full();
    module.digested = manifest.kernel.digested = manifest.ramdisk.digested = DIGESTED_IN_PIECES;
    manifest.verify = false;
    manifest.modules = &module;
    manifest.module_count = 1;
    round_trip(&manifest);
}

Test(manifest_write, round_trips_the_longest)
{
    static u8 line[MANIFEST_COMMAND_LINE_MAX];
    struct manifest manifest = full();
    memset(manifest.kernel.path + 1, 'k', MANIFEST_PATH_BYTES - 2);
    memset(manifest.ramdisk.path + 1, 'r', MANIFEST_PATH_BYTES - 2);
    memset(line, 'c', sizeof(line));
    manifest.command_line = (struct bytes) { line, sizeof(line) };
    round_trip(&manifest);
}

Test(manifest_write, writes_one_form)
{
    struct manifest manifest = manifest_default();
    manifest.kernel.bytes = 7;
    manifest.command_line = (struct bytes) { (const u8 *)"quiet", 5 };
    (void)write_text(&manifest);
    cr_assert_str_eq(buffer, "lintel-manifest = 1\nkernel = /boot/kernel.elf\nkernel-bytes = 7\ncommand-line = quiet\n");
    struct manifest_file module = { .path = "/boot/modules/m", .bytes = 3 };
    manifest.modules = &module;
    manifest.module_count = 1;
    (void)write_text(&manifest);
    cr_assert_str_eq(buffer, "lintel-manifest = 1\nkernel = /boot/kernel.elf\nkernel-bytes = 7\ncommand-line = quiet\n"
                             "module = /boot/modules/m\nmodule-bytes = 3\n");
}
