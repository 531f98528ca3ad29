/* OVMF is code, which QEMU maps read-only, and a variable store, which each machine writes to. */
#include "tools/machine/firmware.h"
#include "tools/base/host_file.h"
#include "tools/machine/qemu.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* `make deps` reads both lists, too: a string that begins with a slash is a folder. */
static const char *const folders[] = {
    "/usr/share/OVMF",          /* Debian, Ubuntu, Alpine */
    "/usr/share/edk2/ovmf",     /* Fedora                 */
    "/usr/share/edk2/x64",      /* Arch                   */
    "/usr/share/edk2-ovmf/x64", /* Arch, Gentoo: older    */
    "/usr/share/qemu",          /* openSUSE               */
    "/run/libvirt/nix-ovmf",    /* NixOS                  */
};

/* Builds without Secure Boot: our loader is not signed. In one folder the first is the better one. */
static const struct {
    const char *code, *variables;
} builds[] = {
    { "OVMF_CODE_4M.fd", "OVMF_VARS_4M.fd" },
    { "OVMF_CODE.4m.fd", "OVMF_VARS.4m.fd" },
    { "OVMF_CODE.fd", "OVMF_VARS.fd" },
    { "ovmf-x86_64-code.bin", "ovmf-x86_64-vars.bin" },
    { "edk2-x86_64-code.fd", "edk2-i386-vars.fd" }, /* QEMU's own: its variables fit both */
};

struct place {
    char code_path[FIRMWARE_PATH_BYTES], variables_path[FIRMWARE_PATH_BYTES];
};

static bool path_join(char path[FIRMWARE_PATH_BYTES], const char *folder, const char *name)
{
    const int length = snprintf(path, FIRMWARE_PATH_BYTES, "%s/%s", folder, name);
    return length > 0 && length < FIRMWARE_PATH_BYTES && access(path, R_OK) == 0;
}

static bool folder_search(const char *folder, struct place *place)
{
    for (size_t i = 0; i < COUNT_OF(builds); i++)
        if (path_join(place->code_path, folder, builds[i].code) && path_join(place->variables_path, folder, builds[i].variables))
            return true;
    return false;
}

/* The QEMU that PATH finds, links followed. */
static bool qemu_find(char program[PATH_MAX])
{
    const char *folder = getenv("PATH");
    while (folder != NULL) {
        char candidate[PATH_MAX];
        const int length = (int)strcspn(folder, ":");
        if (snprintf(candidate, PATH_MAX, "%.*s/" QEMU_PROGRAM, length, folder) < PATH_MAX && access(candidate, X_OK) == 0)
            return realpath(candidate, program) != NULL;
        folder = folder[length] == ':' ? folder + length + 1 : NULL;
    }
    return false;
}

/* A QEMU of no distribution's, below /usr/local or /nix/store, has firmware of its own beside it. */
static bool qemu_search(struct place *place)
{
    char program[PATH_MAX], folder[PATH_MAX + 16];
    if (!qemu_find(program))
        return false;
    snprintf(folder, sizeof(folder), "%.*s/../share/qemu", (int)(strrchr(program, '/') - program), program);
    return folder_search(folder, place);
}

static struct error place_find(struct place *place)
{
    const char *only = getenv("LINTEL_OVMF");
    if (only != NULL && *only != '\0')
        return folder_search(only, place) ? OK : error_about(ERR_HOST_NO_OVMF, only, COUNT_OF(builds));
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        if (folder_search(folders[i], place))
            return OK;
    return qemu_search(place) ? OK
                              : error_about(ERR_HOST_NO_OVMF, "the usual folders", COUNT_OF(builds) * (COUNT_OF(folders) + 1));
}

struct error firmware_open(struct firmware *firmware)
{
    struct place place;
    TRY(place_find(&place));
    struct host_file variables;
    struct error error = host_file_open(place.variables_path, &variables);
    if (error.code == ERR_NONE)
        error = memory_file_make("variables", host_file_view(&variables), &firmware->variables_fd);
    host_file_close(&variables);
    memcpy(firmware->code_path, place.code_path, sizeof(firmware->code_path));
    return error;
}
