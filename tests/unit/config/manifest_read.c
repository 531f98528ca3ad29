/* The manifest's reader takes one form only. */
#include "tests/unit/config/manifest_text.h"
#include <stdio.h>

Test(manifest_read, takes_every_key)
{
    takes("# made by hand\n" HEAD "kernel-sha256 = " DIGEST "\nkernel-config-offset = 4096\nramdisk = /boot/ramdisk\n"
          "ramdisk-bytes = 0\nramdisk-sha256 = " DIGEST "\ncommand-line = root=/dev/sda1 quiet = yes \n# end\n");
    cr_assert_str_eq(manifest.kernel.path, "/boot/kernel.elf");
    cr_assert_eq(manifest.kernel.bytes, 123456);
    cr_assert_eq(manifest.kernel.digested, DIGESTED_WHOLE);
    cr_assert_eq(manifest.kernel.sha256[1], 0x11);
    cr_assert_eq(manifest.kernel.sha256[31], 0xef);
    cr_assert_eq(manifest.config_offset, 4096);
    cr_assert_str_eq(manifest.ramdisk.path, "/boot/ramdisk");
    cr_assert_eq(manifest.ramdisk.digested, DIGESTED_WHOLE);
    cr_assert_eq(manifest.command_line.len, 27);
    cr_assert_eq(memcmp(manifest.command_line.data, "root=/dev/sda1 quiet = yes ", 27), 0);
}

Test(manifest_read, does_with_the_kernel_alone)
{
    takes(HEAD);
    cr_assert_eq(manifest.ramdisk.path[0], '\0');
    cr_assert_eq(manifest.config_offset, 0);
    cr_assert_eq(manifest.command_line.len, 0);
    cr_assert_not_null(manifest.command_line.data);
    cr_assert_eq(manifest.kernel.digested, DIGESTED_NOT);
}

Test(manifest_read, wants_the_version_first)
{
    refuses("", ERR_MANIFEST_KEY_MISSING, "lintel-manifest", 0);
    refuses("# nothing\n", ERR_MANIFEST_KEY_MISSING, "lintel-manifest", 1);
    refuses("kernel = /k\nlintel-manifest = 1\n", ERR_MANIFEST_KEY_MISSING, "lintel-manifest", 1);
    refuses("lintel-manifest = 2\n", ERR_MANIFEST_VERSION, MANIFEST_PATH, 2);
    refuses("lintel-manifest = 0\n", ERR_MANIFEST_VERSION, MANIFEST_PATH, 0);
    refuses("lintel-manifest = one\n", ERR_MANIFEST_VALUE, "lintel-manifest", 1);
}

Test(manifest_read, wants_what_belongs_together)
{
    refuses("lintel-manifest = 1\n", ERR_MANIFEST_KEY_MISSING, "kernel", 1);
    refuses("lintel-manifest = 1\nkernel = /k\n", ERR_MANIFEST_KEY_MISSING, "kernel-bytes", 2);
    refuses(HEAD "ramdisk = /r\n", ERR_MANIFEST_KEY_MISSING, "ramdisk-bytes", 4);
    refuses(HEAD "ramdisk-bytes = 1\n", ERR_MANIFEST_KEY_MISSING, "ramdisk", 4);
    refuses(HEAD "ramdisk-sha256 = " DIGEST "\n", ERR_MANIFEST_KEY_MISSING, "ramdisk", 4);
}

Test(manifest_read, refuses_lines_of_another_form)
{
    refuses(HEAD "\n", ERR_MANIFEST_LINE, MANIFEST_PATH, 4);
    refuses(HEAD "command-line\n", ERR_MANIFEST_LINE, MANIFEST_PATH, 4);
    refuses(HEAD "command-line=a\n", ERR_MANIFEST_LINE, MANIFEST_PATH, 4);
    refuses(HEAD "command-line =\n", ERR_MANIFEST_LINE, MANIFEST_PATH, 4);
    refuses(HEAD " command-line = a\n", ERR_MANIFEST_LINE, MANIFEST_PATH, 4);
    refuses(HEAD "commandline = a\n", ERR_MANIFEST_LINE, MANIFEST_PATH, 4);
    refuses(HEAD " = a\n", ERR_MANIFEST_LINE, MANIFEST_PATH, 4);
    takes(HEAD "command-line = \n");
}

Test(manifest_read, refuses_a_repeated_key)
{
    refuses(HEAD "kernel = /boot/kernel.elf\n", ERR_MANIFEST_LINE, MANIFEST_PATH, 4);
    refuses("lintel-manifest = 1\nlintel-manifest = 1\n", ERR_MANIFEST_LINE, MANIFEST_PATH, 2);
}

Test(manifest_read, refuses_a_last_line_that_was_cut_short)
{
    takes(HEAD "command-line = abc\n");
    refuses(HEAD "command-line = abc", ERR_MANIFEST_LINE, MANIFEST_PATH, 4);
}

Test(manifest_read, reads_numbers_of_64_bits)
{
    takes(HEAD "kernel-config-offset = 18446744073709551615\n");
    cr_assert_eq(manifest.config_offset, UINT64_MAX);
    refuses(HEAD "kernel-config-offset = 18446744073709551616\n", ERR_MANIFEST_VALUE, "kernel-config-offset", 4);
    refuses(HEAD "kernel-config-offset = 01\n", ERR_MANIFEST_VALUE, "kernel-config-offset", 4);
    refuses(HEAD "kernel-config-offset = \n", ERR_MANIFEST_VALUE, "kernel-config-offset", 4);
    refuses(HEAD "kernel-config-offset = -1\n", ERR_MANIFEST_VALUE, "kernel-config-offset", 4);
    refuses(HEAD "kernel-config-offset = 1 \n", ERR_MANIFEST_VALUE, "kernel-config-offset", 4);
    refuses(HEAD "kernel-config-offset = 1\r\n", ERR_MANIFEST_VALUE, "kernel-config-offset", 4);
}

Test(manifest_read, reads_digests_of_64_lower_case_digits)
{
    takes(HEAD "kernel-sha256 = " DIGEST "\n");
    refuses(HEAD "kernel-sha256 = " DIGEST "0\n", ERR_MANIFEST_VALUE, "kernel-sha256", 4);
    refuses(HEAD "kernel-sha256 = 0\n", ERR_MANIFEST_VALUE, "kernel-sha256", 4);
    refuses(HEAD "kernel-sha256 = g0112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef\n", ERR_MANIFEST_VALUE,
            "kernel-sha256", 4);
    refuses(HEAD "kernel-sha256 = A0112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef\n", ERR_MANIFEST_VALUE,
            "kernel-sha256", 4);
}

static void read_path_of(size_t len, enum error_code expected)
{
    char text[400];
    char path[300];
    memset(path, 'x', sizeof(path));
    path[0] = '/';
    path[len] = '\0';
    snprintf(text, sizeof(text), "lintel-manifest = 1\nkernel = %s\nkernel-bytes = 1\n", path);
    cr_assert_eq(read_text(text).code, expected, "%d", (int)len);
}

Test(manifest_read, limits_the_length_of_a_path)
{
    read_path_of(1, ERR_MANIFEST_VALUE);
    read_path_of(2, ERR_NONE);
    read_path_of(MANIFEST_PATH_BYTES - 1, ERR_NONE);
    cr_assert_eq(strlen(manifest.kernel.path), MANIFEST_PATH_BYTES - 1);
    read_path_of(MANIFEST_PATH_BYTES, ERR_MANIFEST_VALUE);
}

Test(manifest_read, wants_absolute_paths_of_printable_characters)
{
    refuses("lintel-manifest = 1\nkernel = boot\n", ERR_MANIFEST_VALUE, "kernel", 2);
    refuses("lintel-manifest = 1\nkernel = /a b\n", ERR_MANIFEST_VALUE, "kernel", 2);
    refuses("lintel-manifest = 1\nkernel = /a\x7f\n", ERR_MANIFEST_VALUE, "kernel", 2);
    refuses("lintel-manifest = 1\nkernel = /\xc3\xa4\n", ERR_MANIFEST_VALUE, "kernel", 2);
}

static enum error_code read_command_line_of(size_t len, char last)
{
    static char text[MANIFEST_COMMAND_LINE_MAX + 200];
    size_t at = (size_t)snprintf(text, sizeof(text), HEAD "command-line = ");
    memset(text + at, 'x', len);
    if (len != 0)
        text[at + len - 1] = last;
    text[at + len] = '\n';
    return manifest_read((struct bytes) { (u8 *)text, at + len + 1 }, &manifest).code;
}

Test(manifest_read, limits_the_command_line)
{
    cr_assert_eq(read_command_line_of(MANIFEST_COMMAND_LINE_MAX, 'x'), ERR_NONE);
    cr_assert_eq(manifest.command_line.len, MANIFEST_COMMAND_LINE_MAX);
    cr_assert_eq(read_command_line_of(MANIFEST_COMMAND_LINE_MAX + 1, 'x'), ERR_MANIFEST_VALUE);
}

Test(manifest_read, refuses_control_characters_in_the_command_line)
{
    cr_assert_eq(read_command_line_of(3, '\t'), ERR_NONE);
    cr_assert_eq(read_command_line_of(3, '\xff'), ERR_NONE);
    cr_assert_eq(read_command_line_of(3, '\0'), ERR_MANIFEST_VALUE);
    cr_assert_eq(read_command_line_of(3, '\r'), ERR_MANIFEST_VALUE);
    cr_assert_eq(read_command_line_of(3, '\x1f'), ERR_MANIFEST_VALUE);
    cr_assert_eq(read_command_line_of(3, '\x7f'), ERR_MANIFEST_VALUE);
}

static enum error_code read_padded_to(size_t len)
{
    static char text[MANIFEST_BYTES_MAX + 8];
    size_t at = (size_t)snprintf(text, sizeof(text), HEAD);
    memset(text + at, '#', len - at);
    text[len - 1] = '\n';
    return manifest_read((struct bytes) { (u8 *)text, len }, &manifest).code;
}

Test(manifest_read, limits_the_whole)
{
    cr_assert_eq(read_padded_to(MANIFEST_BYTES_MAX), ERR_NONE);
    cr_assert_eq(read_padded_to(MANIFEST_BYTES_MAX + 1), ERR_MANIFEST_TOO_LARGE);
}

Test(manifest_read, writes_its_result_on_success_only)
{
    takes(HEAD);
    refuses("lintel-manifest = 1\nkernel = /other\n", ERR_MANIFEST_KEY_MISSING, "kernel-bytes", 2);
    cr_assert_str_eq(manifest.kernel.path, "/boot/kernel.elf");
}

Test(manifest_read, takes_modules_in_their_order)
{
    takes(HEAD MODULES "one\nmodule-bytes = 5\n" MODULES "Two-2_+.b\nmodule-sha256 = " DIGEST "\nmodule-bytes = 0\n"
                       "command-line = x\n");
    cr_assert_eq(manifest.module_count, 2);
    cr_assert_str_eq(manifest.modules[0].path, "/boot/modules/one");
    cr_assert_str_eq(manifest_module_name(&manifest.modules[0]), "one");
    cr_assert_eq(manifest.modules[0].bytes, 5);
    cr_assert_eq(manifest.modules[0].digested, DIGESTED_NOT);
    cr_assert_str_eq(manifest_module_name(&manifest.modules[1]), "Two-2_+.b");
    cr_assert_eq(manifest.modules[1].bytes, 0);
    cr_assert_eq(manifest.modules[1].sha256[1], 0x11);
    takes(HEAD);
    cr_assert_eq(manifest.module_count, 0);
}

Test(manifest_read, wants_the_lines_of_a_module_together)
{
    refuses(HEAD MODULES "one\n", ERR_MANIFEST_KEY_MISSING, "module-bytes", 4);
    refuses(HEAD MODULES "one\n" MODULES "two\nmodule-bytes = 1\n", ERR_MANIFEST_KEY_MISSING, "module-bytes", 5);
    refuses(HEAD "module-bytes = 1\n", ERR_MANIFEST_KEY_MISSING, "module", 4);
    refuses(HEAD "module-sha256 = " DIGEST "\n", ERR_MANIFEST_KEY_MISSING, "module", 4);
    refuses(HEAD MODULES "one\nmodule-bytes = 1\nmodule-bytes = 1\n", ERR_MANIFEST_LINE, MANIFEST_PATH, 6);
    refuses(MODULES "one\n", ERR_MANIFEST_KEY_MISSING, "lintel-manifest", 1);
}

static void refuses_module(const char *path)
{
    char text[256];
    snprintf(text, sizeof(text), HEAD "module = %s\nmodule-bytes = 1\n", path);
    refuses(text, ERR_MANIFEST_VALUE, "module", 4);
}

Test(manifest_read, wants_modules_in_their_folder_under_a_plain_name)
{
    refuses_module("/boot/modules/");
    refuses_module("/boot/modules");
    refuses_module("/boot/kernel.elf");
    refuses_module("/b");
    refuses_module("/boot/modules/a/b");
    refuses_module("/boot/modules/.a");
    refuses_module("/boot/modules/-a");
    refuses_module("/boot/modules/a.");
    refuses_module("/boot/modules/a*");
    refuses_module("/boot/modules/a[");
    refuses_module("/boot/modules/@");
    refuses_module("/boot/modules/`");
    refuses_module("/boot/modules/{");
    refuses_module("boot/modules/a");
}

Test(manifest_read, refuses_two_modules_of_one_name)
{
    takes(HEAD MODULES "one\nmodule-bytes = 1\n" MODULES "on\nmodule-bytes = 1\n" MODULES "One\nmodule-bytes = 1\n");
    refuses(HEAD MODULES "one\nmodule-bytes = 1\n" MODULES "two\nmodule-bytes = 1\n" MODULES "one\n", ERR_MANIFEST_LINE,
            MANIFEST_PATH, 8);
}

Test(manifest_read, never_writes_past_the_room_for_modules)
{
    char text[1024] = HEAD;
    for (char name = 'a'; name < 'a' + CAPACITY; name++)
        snprintf(text + strlen(text), 64, MODULES "%c\nmodule-bytes = 1\n", name);
    takes(text);
    cr_assert_eq(manifest.module_count, CAPACITY);
    snprintf(text + strlen(text), 64, MODULES "%c\nmodule-bytes = 1\n", 'z');
    cr_assert_eq(read_text(text).code, ERR_MANIFEST_TOO_LARGE);
}

/* The shortest text with so many modules, and the shortest that begins one more. */
Test(manifest_modules_max, is_enough_for_the_densest_manifest)
{
    static const char head[] = "lintel-manifest = 1\n", module[] = MODULES "a\nmodule-bytes = 0\n";
    for (u64 count = 0; count < 100; count++)
        cr_assert_geq(manifest_modules_max(strlen(head) + count * strlen(module) + strlen(MODULES "a\n")), count + 1);
}

/* So short a text has no room for a module, but that is not what is wrong with it. */
Test(manifest_read, wants_the_version_before_a_module)
{
    static const char text[] = MODULES "one\n";
    manifest.modules = modules;
    manifest.module_capacity = manifest_modules_max(strlen(text));
    struct error error = manifest_read((struct bytes) { (const u8 *)text, strlen(text) }, &manifest);
    cr_assert_eq(error.code, ERR_MANIFEST_KEY_MISSING, "%u", error.code);
}

static bool name_of_is_valid(size_t len)
{
    char name[100];
    memset(name, 'x', sizeof(name));
    return manifest_module_name_is_valid((struct bytes) { (const u8 *)name, len });
}

Test(manifest_module_name_is_valid, limits_the_length)
{
    cr_assert_not(name_of_is_valid(0));
    cr_assert(name_of_is_valid(1));
    cr_assert(name_of_is_valid(MODULE_NAME_MAX));
    cr_assert_not(name_of_is_valid(MODULE_NAME_MAX + 1));
}

Test(manifest_default, boots_the_kernel_alone)
{
    const struct manifest alone = manifest_default();
    cr_assert_str_eq(alone.kernel.path, "/boot/kernel.elf");
    cr_assert_eq(alone.ramdisk.path[0], '\0');
    cr_assert_eq(alone.command_line.len, 0);
    cr_assert_not_null(alone.command_line.data);
}
