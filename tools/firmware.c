/* OVMF is code, which QEMU maps read-only, and a variable store, which each machine writes to. */
#include "tools/firmware.h"
#include "tools/host_file.h"
#include <unistd.h>

struct place {
    const char *code_path, *variables_path;
};

/* Builds without Secure Boot: our loader is not signed. */
static const struct place places[] = {
    { "/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_VARS_4M.fd" },                   /* Debian, Ubuntu */
    { "/usr/share/OVMF/OVMF_CODE.fd", "/usr/share/OVMF/OVMF_VARS.fd" },                         /* the same, before 2022 */
    { "/usr/share/edk2/ovmf/OVMF_CODE.fd", "/usr/share/edk2/ovmf/OVMF_VARS.fd" },               /* Fedora */
    { "/usr/share/edk2/x64/OVMF_CODE.4m.fd", "/usr/share/edk2/x64/OVMF_VARS.4m.fd" },           /* Arch */
    { "/usr/share/edk2-ovmf/x64/OVMF_CODE.fd", "/usr/share/edk2-ovmf/x64/OVMF_VARS.fd" },       /* Arch, Gentoo: older */
    { "/usr/share/qemu/ovmf-x86_64-code.bin", "/usr/share/qemu/ovmf-x86_64-vars.bin" },         /* openSUSE */
    { "/usr/share/qemu/edk2-x86_64-code.fd", "/usr/share/qemu/edk2-i386-vars.fd" },             /* QEMU's own */
    { "/usr/local/share/qemu/edk2-x86_64-code.fd", "/usr/local/share/qemu/edk2-i386-vars.fd" }, /* the same, self-built */
};

static const struct place *place_find(void)
{
    for (size_t i = 0; i < COUNT_OF(places); i++)
        if (access(places[i].code_path, R_OK) == 0 && access(places[i].variables_path, R_OK) == 0)
            return &places[i];
    return NULL;
}

struct error firmware_open(struct firmware *firmware)
{
    const struct place *place = place_find();
    if (place == NULL)
        return error_of(ERR_HOST_NO_OVMF, COUNT_OF(places));
    struct host_file variables;
    struct error error = host_file_open(place->variables_path, &variables);
    if (error.code == ERR_NONE)
        error = memory_file_make("variables", host_file_view(&variables), &firmware->variables_fd);
    host_file_close(&variables);
    firmware->code_path = place->code_path;
    return error;
}
