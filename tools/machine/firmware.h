/* A UEFI firmware for QEMU: OVMF, in the folder that LINTEL_OVMF names, else where distributions put it, else beside QEMU. */
#ifndef TOOLS_MACHINE_FIRMWARE_H
#define TOOLS_MACHINE_FIRMWARE_H
#include "common/base/error.h"

#define FIRMWARE_PATH_BYTES 4096

struct firmware {
    char code_path[FIRMWARE_PATH_BYTES];
    int variables_fd; /* a copy of the empty variable store, in memory: this machine's own */
};

/* ERR_HOST_NO_OVMF, ERR_HOST_OPEN. */
struct error firmware_open(struct firmware *firmware);

#endif
