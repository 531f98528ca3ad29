/* Where `lintel run --door uefi` takes OVMF from. */
#include "tests/tool/support.h"
#include <stdio.h>
#include <string.h>

TestSuite(firmware, .init = folder_enter, .fini = folder_leave, .timeout = 300);

static void boot_by_uefi(const char *const *environment, struct result *result)
{
    char path[4096];
    snprintf(path, sizeof(path), "%s/build/tool-kernels/pass.elf", repository());
    CALL_AS(&(struct call) { .environment = environment }, result, "lintel", "run", "--headless", "--no-kvm", "--timeout", "120",
            "--door", "uefi", path);
}

Test(firmware, is_asked_for_where_there_is_none)
{
    struct result result;
    boot_by_uefi((const char *const[]) { system_without("firmware"), NULL }, &result);
    assert_status(&result, 2);
    assert_says(result.errors,
                "lintel: error L711: no UEFI firmware for QEMU was found in the usual folders (35 places searched)");
}

/* Debian's, under the names of QEMU's own. */
static void install_firmware(const char *folder)
{
    struct result result;
    CALL(&result, "sh", "-ec",
         "mkdir -p \"$0\"; cd \"$0\"\n"
         "ln -s /usr/share/OVMF/OVMF_CODE_4M.fd edk2-x86_64-code.fd; ln -s /usr/share/OVMF/OVMF_VARS_4M.fd edk2-i386-vars.fd",
         folder);
    assert_status(&result, 0);
}

Test(firmware, of_the_folder_that_lintel_ovmf_names)
{
    struct result result;
    install_firmware("my ovmf");
    boot_by_uefi((const char *const[]) { "LINTEL_OVMF=my ovmf", system_without("firmware"), NULL }, &result);
    assert_status(&result, 0);
}

Test(firmware, of_no_other_folder_than_lintel_ovmf_names)
{
    struct result result;
    boot_by_uefi((const char *const[]) { "LINTEL_OVMF=nowhere", NULL }, &result);
    assert_status(&result, 2);
    assert_says(result.errors, "error L711: no UEFI firmware for QEMU was found in nowhere (5 places searched)");
}

/* As with a QEMU of no distribution's: the program on PATH is a link into a prefix that has firmware. */
Test(firmware, beside_qemu)
{
    struct result result;
    install_firmware("store/share/qemu");
    CALL(&result, "sh", "-ec",
         "mkdir bin store/bin; ln -s ../store/bin/qemu-system-x86_64 bin\n"
         "printf '#!/bin/sh\\nexec /usr/bin/qemu-system-x86_64 \"$@\"\\n' >store/bin/qemu-system-x86_64; chmod +x store/bin/*");
    assert_status(&result, 0);
    boot_by_uefi((const char *const[]) { "PATH=bin:/usr/bin:/bin", system_without("firmware"), NULL }, &result);
    assert_status(&result, 0);
}
