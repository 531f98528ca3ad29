/* Ramdisk, modules and their digests on a machine made of memory, through the whole loader. */
#include "common/base/sha256.h"
#include "common/base/string.h"
#include "tests/unit/common/steps/kernel.h"
#include <criterion/criterion.h>

static const u8 first_module[] = "what the first module holds";

#define TWO_MODULES                                                                                                              \
    "module = /boot/modules/first\nmodule-bytes = 28\n"                                                                          \
    "module-sha256 = 8b6e4c6d1d0a5f2e0f3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6\n"                                         \
    "module = /boot/modules/empty\nmodule-bytes = 0\n"

static void add_modules(void)
{
    machine_add_file("/boot/modules/first", (struct bytes) { first_module, sizeof(first_module) });
    machine_add_file("/boot/modules/empty", (struct bytes) { first_module, 0 });
}

static void assert_blank(const struct boot_file *file)
{
    const u8 *content = kernel_sees((u64)(uintptr_t)file->address);
    for (u64 i = file->bytes; i == 0 || i % PAGE_BYTES != 0; i++)
        cr_assert_eq(content[i], 0, "zero-filled to the page's end");
}

Test(boot_files, hands_over_modules_in_their_order)
{
    const struct boot_config config = default_wishes();
    add_files(&config, TWO_MODULES);
    add_modules();
    const struct boot_info *info = boot_to_kernel();
    cr_assert_eq(info->file_count, 2);
    const struct boot_file *files = kernel_sees((u64)(uintptr_t)info->files);
    cr_assert_str_eq(kernel_sees((u64)(uintptr_t)files[0].name), "first");
    cr_assert_str_eq(kernel_sees((u64)(uintptr_t)files[1].name), "empty");
    cr_assert_eq(files[0].bytes, sizeof(first_module));
    cr_assert_eq(files[1].bytes, 0);
    cr_assert_arr_eq(kernel_sees((u64)(uintptr_t)files[0].address), first_module, sizeof(first_module));
    assert_blank(&files[0]);
    assert_blank(&files[1]);
    cr_assert_eq(files[0].digest_state, DIGEST_FROM_MANIFEST);
    cr_assert_eq(files[0].sha256[0], 0x8b);
    cr_assert_eq(files[1].digest_state, DIGEST_NONE);
    cr_assert_eq(files[1].start_phys, files[0].start_phys + PAGE_BYTES);
}

/* A kernel takes sha256 for the digest of the file. */
Test(boot_files, hands_over_no_digest_of_pieces)
{
    const struct boot_config config = default_wishes();
    add_files(&config, "module = /boot/modules/first\nmodule-bytes = 28\n"
                       "module-sha256-of-pieces = 8b6e4c6d1d0a5f2e0f3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6\n");
    add_modules();
    const struct boot_info *info = boot_to_kernel();
    const struct boot_file *files = kernel_sees((u64)(uintptr_t)info->files);
    cr_assert_eq(files[0].digest_state, DIGEST_NONE);
    cr_assert_eq(files[0].sha256[0], 0);
}

Test(boot_files, refuses_a_module_whose_size_is_not_the_manifests)
{
    const struct boot_config config = default_wishes();
    add_files(&config, "module = /boot/modules/first\nmodule-bytes = 0\n");
    add_modules();
    assert_stopped("error L211: /boot/modules/first");
}

Test(boot_files, refuses_modules_that_no_memory_could_hold)
{
    const struct boot_config config = default_wishes();
    add_files(&config, "module = /boot/modules/first\nmodule-bytes = 18446744073709551615\n");
    assert_stopped("error L501: there is not enough free memory for /boot/modules/first");
    add_files(&config, "module = /boot/modules/first\nmodule-bytes = 18446744073709547520\n"
                       "module = /boot/modules/second\nmodule-bytes = 4097\n");
    machine.said[0] = '\0';
    assert_stopped("error L501: there is not enough free memory for /boot/modules/second");
}

/* `verify = yes`, with the right digests of kernel, ramdisk and module. */
static void add_verified(const struct boot_config *config)
{
    static char lines[1024];
    struct text text = TEXT_OF(lines);
    struct bytes parts[] = { { NULL, 0 }, { ramdisk, sizeof(ramdisk) }, { first_module, sizeof(first_module) } };
    static const char *const keys[] = { "kernel-sha256", "ramdisk = /boot/ramdisk\nramdisk-bytes = 5000\nramdisk-sha256",
                                        "module = /boot/modules/first\nmodule-bytes = 28\nmodule-sha256" };
    add_files(config, ""); /* so that kernel and ramdisk are made */
    parts[0] = (struct bytes) { elf.data, (size_t)elf.len };
    lines[0] = '\0';
    text_add(&text, "verify = yes\n");
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        u8 digest[SHA256_BYTES];
        sha256_of(parts[i], digest);
        text_add(&text, "%s = ", keys[i]);
        for (size_t at = 0; at < sizeof(digest); at++) {
            text_add_bytes(&text, &"0123456789abcdef"[digest[at] / 16], 1);
            text_add_bytes(&text, &"0123456789abcdef"[digest[at] % 16], 1);
        }
        text_add(&text, "\n");
    }
    add_files(config, lines);
    add_modules();
}

Test(boot_files, verifies_what_the_manifest_wants_verified)
{
    const struct boot_config config = default_wishes();
    add_verified(&config);
    const struct boot_info *info = boot_to_kernel();
    const struct boot_file *file = kernel_sees((u64)(uintptr_t)info->files);
    cr_assert_eq(file->digest_state, DIGEST_VERIFIED);
    file = kernel_sees((u64)(uintptr_t)info->ramdisk);
    cr_assert_eq(file->digest_state, DIGEST_VERIFIED);
    cr_assert_eq(*(u8 *)kernel_sees(KERNEL_VIRT + 0x3000), 0, "bss is cleared");
}

/* The kernel's last byte is one that no segment needs. */
Test(boot_files, refuses_each_file_that_was_changed)
{
    static u8 changed[sizeof(ramdisk)], changed_module[sizeof(first_module)];
    const struct boot_config config = default_wishes();
    add_verified(&config);
    elf.data[elf.len - 1] ^= 1;
    assert_stopped("error L218: /boot/kernel.elf ");
    add_verified(&config);
    memcpy(changed, ramdisk, sizeof(ramdisk));
    changed[4999] ^= 0x80;
    machine.files[2].content.data = changed;
    assert_stopped("error L218: /boot/ramdisk ");
    add_verified(&config);
    memcpy(changed_module, first_module, sizeof(first_module));
    changed_module[0] ^= 1;
    machine.files[3].content.data = changed_module;
    assert_stopped("error L218: /boot/modules/first ");
}

Test(boot_files, does_not_take_an_unknown_size_for_a_verified_kernel)
{
    const struct boot_config config = default_wishes();
    add_verified(&config);
    char *bytes = strstr(manifest, "kernel-bytes = ");
    const char *line_end = strstr(bytes, "\n");
    bytes[15] = '0';
    const size_t rest = strlen(line_end) + 1;
    memmove(bytes + 16, line_end, rest);
    machine.files[1].content.len = strlen(manifest);
    assert_stopped("error L211: /boot/kernel.elf");
}

Test(boot_files, survives_the_failure_of_any_platform_call)
{
    const struct boot_config config = default_wishes();
    u64 failures = 0;
    for (u64 call = 1;; call++) {
        add_files(&config, "ramdisk = /boot/ramdisk\nramdisk-bytes = 5000\n" TWO_MODULES);
        add_modules();
        machine.fail_call = call;
        machine.said[0] = '\0';
        const enum machine_outcome outcome = machine_boot();
        if (machine.calls < call)
            break;
        failures += outcome == MACHINE_STOPPED;
        cr_assert(outcome == MACHINE_ENTERED || strstr(machine.said, "error L"), "call %u: %s", (unsigned)call, machine.said);
    }
    cr_assert_gt(failures, 10);
}

/* All that the loader can lay claim to at once: as many scattered segments as there may be, ramdisk, modules and a screen. */
Test(boot_files, come_with_as_many_segments_as_there_may_be_and_a_screen)
{
    const struct boot_config config = default_wishes();
    add_files(&config, "ramdisk = /boot/ramdisk\nramdisk-bytes = 5000\n" TWO_MODULES);
    add_modules();
    for (u32 i = 1; i < ELF_SEGMENTS_MAX; i++) {
        const struct test_header apart = { PT_LOAD, 4, 0x2000, KERNEL_VIRT + i * 4 * MIB_BYTES, 0x1000, 0x1000, 0x1000 };
        if (i < elf.header_count)
            elf_put(&elf, i, apart);
        else
            elf_add(&elf, apart);
    }
    machine.framebuffer = (struct boot_framebuffer) { .start_phys = MACHINE_RAM_START_PHYS + 16 * MIB_BYTES,
                                                      .bytes = 1024 * 768 * 4,
                                                      .width_px = 1024,
                                                      .height_px = 768,
                                                      .pitch_bytes = 4096,
                                                      .bits_per_pixel = 32 };
    const struct boot_info *info = boot_to_kernel();
    cr_assert_eq(info->file_count, 2);
    cr_assert_eq(info->framebuffer_count, 1);
}
