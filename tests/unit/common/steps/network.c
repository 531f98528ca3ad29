/* Files that come whole, each once, from a server that may not say how long they are. */
#include "config/manifest.h"
#include "tests/unit/common/steps/kernel.h"
#include <criterion/criterion.h>
#include <string.h>

static const u8 module[] = "what the module holds";

#define FILES                                                                                                                    \
    "ramdisk = /boot/ramdisk\nramdisk-bytes = 5000\n"                                                                            \
    "module = /boot/modules/first\nmodule-bytes = 22\nmodule = /boot/modules/empty\nmodule-bytes = 0\n"

enum { KERNEL, MANIFEST, RAMDISK, MODULE, EMPTY }; /* the machine's files */

static void add_served(void)
{
    const struct boot_config config = default_wishes();
    add_files(&config, FILES);
    machine_add_file("/boot/modules/first", (struct bytes) { module, sizeof(module) });
    machine_add_file("/boot/modules/empty", (struct bytes) { module, 0 });
    machine.is_network = true;
}

static void assert_boots(void)
{
    const struct boot_info *info = boot_to_kernel();
    const struct boot_file *files = kernel_sees((u64)(uintptr_t)info->files);
    const struct boot_file *disk = kernel_sees((u64)(uintptr_t)info->ramdisk);
    cr_assert_arr_eq(kernel_sees((u64)(uintptr_t)disk->address), ramdisk, sizeof(ramdisk));
    cr_assert_arr_eq(kernel_sees((u64)(uintptr_t)files[0].address), module, sizeof(module));
    cr_assert_eq(files[1].bytes, 0);
    for (size_t i = KERNEL; i <= MODULE; i++)
        cr_assert_eq(machine.files[i].reads, 1, "%s", machine.files[i].path);
}

Test(network, sends_each_file_once)
{
    add_served();
    assert_boots();
}

Test(network, may_not_say_how_long_files_are)
{
    add_served();
    machine.tells_no_sizes = true;
    assert_boots();
}

Test(network, verifies_what_it_was_sent)
{
    add_served();
    char *text = strstr(manifest, "ramdisk = ");
    memmove(text + strlen("verify = yes\n"), text, strlen(text) + 1);
    memcpy(text, "verify = yes\n", strlen("verify = yes\n"));
    machine.files[MANIFEST].content.len = strlen(manifest);
    machine.files[MANIFEST].told_bytes = strlen(manifest);
    assert_stopped("error L216"); /* digests are missing: the manifest was read, and whole */
}

Test(network, sends_a_kernel_without_a_manifest)
{
    add_served();
    machine.files[MANIFEST].path = "/boot/other";
    cr_assert_eq(machine_boot(), MACHINE_ENTERED, "%s", machine.said);
    cr_assert_eq(machine.files[KERNEL].reads, 1);
}

Test(network, must_say_how_long_a_kernel_is_if_there_is_no_manifest)
{
    add_served();
    machine.files[MANIFEST].path = "/boot/other";
    machine.tells_no_sizes = true;
    assert_stopped("error L221: nobody says how large /boot/kernel.elf is");
}

static void assert_refuses_size(size_t file, const char *text)
{
    for (u64 is_silent = 0; is_silent < 2; is_silent++) {
        for (u64 change = 0; change < 2; change++) {
            add_served();
            machine.tells_no_sizes = is_silent != 0;
            machine.files[file].content.len += change == 0 ? (u64)-1 : 1;
            assert_stopped(text);
        }
    }
}

/* The size that was told is the manifest's: it changed after that. */
Test(network, notices_files_that_change_their_size)
{
    assert_refuses_size(KERNEL, "error L211: /boot/kernel.elf has ");
    assert_refuses_size(RAMDISK, "error L211: /boot/ramdisk has ");
    assert_refuses_size(MODULE, "error L211: /boot/modules/first has ");
}

Test(network, refuses_a_size_that_is_not_the_manifests_before_it_asks_for_the_file)
{
    add_served();
    machine.files[RAMDISK].told_bytes = 4999;
    assert_stopped("error L211: /boot/ramdisk has 4999 bytes");
    cr_assert_eq(machine.files[RAMDISK].reads, 0);
}

Test(network, refuses_a_manifest_that_does_not_end)
{
    static u8 lines[MANIFEST_BYTES_MAX + 1];
    add_served();
    memset(lines, '#', sizeof(lines));
    machine.files[MANIFEST].content = (struct bytes) { lines, sizeof(lines) };
    machine.tells_no_sizes = true;
    assert_stopped("error L211: /boot/lintel.manifest has 1048577 bytes");
}

Test(network, survives_the_failure_of_any_call)
{
    u64 failures = 0;
    for (u64 call = 1;; call++) {
        add_served();
        machine.fail_call = call;
        const enum machine_outcome outcome = machine_boot();
        if (machine.calls < call)
            break;
        failures += outcome == MACHINE_STOPPED;
        cr_assert(outcome == MACHINE_ENTERED || strstr(machine.said, "error L"), "call %u: %s", (unsigned)call, machine.said);
    }
    cr_assert_gt(failures, 10);
}
