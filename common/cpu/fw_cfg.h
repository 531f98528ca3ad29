/* What `lintel` on the host asks of a loader that runs in QEMU: files of QEMU's fw_cfg, whose names are the wishes. */
#ifndef COMMON_CPU_FW_CFG_H
#define COMMON_CPU_FW_CFG_H
#include "common/base/types.h"

/* True under a hypervisor whose fw_cfg has a file of that name, with any content. */
bool fw_cfg_has_file(const char *name);

#endif
