/* A UEFI firmware for QEMU: OVMF, where distributions put it. */
#ifndef TOOLS_FIRMWARE_H
#define TOOLS_FIRMWARE_H
#include "common/base/error.h"

struct firmware {
    const char *code_path;
    int variables_fd; /* a copy of the empty variable store, in memory: this machine's own */
};

/* ERR_HOST_NO_OVMF, ERR_HOST_OPEN. */
struct error firmware_open(struct firmware *firmware);

#endif
