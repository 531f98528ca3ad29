/* QEMU's isa-debug-exit device at port 0xf4: how `lintel run` learns the outcome. Only if it asked for that by fw_cfg. */
#ifndef COMMON_CPU_EXIT_DEVICE_H
#define COMMON_CPU_EXIT_DEVICE_H
#include "common/base/types.h"

#define EXIT_DEVICE_PORT        0xf4
#define EXIT_DEVICE_FW_CFG_FILE "opt/org.lintel/exit-device" /* any content arms the device */
enum { EXIT_PASS = 0x10, EXIT_FAIL = 0x11, EXIT_FAULT = 0x13, EXIT_REFUSED = 0x15 };

/* True under a hypervisor whose fw_cfg has that file. */
bool exit_device_armed(void);

/* Writes the code if the device is armed; else does nothing. */
void exit_device_report(u8 code);

#endif
