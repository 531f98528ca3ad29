/* QEMU's isa-debug-exit device: how `lintel run` and `lintel test` learn the outcome. Only if it asked for that by fw_cfg. */
#ifndef COMMON_CPU_EXIT_DEVICE_H
#define COMMON_CPU_EXIT_DEVICE_H
#include "common/base/types.h"
#include "common/cpu/ports.h"

#define EXIT_DEVICE_FW_CFG_FILE "opt/org.lintel/exit-device" /* any content arms the device */

/* True under a hypervisor whose fw_cfg has that file. */
bool exit_device_armed(void);

/* Writes the code, EXIT_* of ports.h, if the device is armed; else does nothing. */
void exit_device_report(u8 code);

#endif
