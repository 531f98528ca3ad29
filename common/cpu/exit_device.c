/* Whether somebody listens at the exit device is asked each time: there is no state to keep. */
#include "common/cpu/exit_device.h"
#include "common/cpu/fw_cfg.h"
#include "common/cpu/x86.h"

bool exit_device_armed(void)
{
    return fw_cfg_has_file(EXIT_DEVICE_FW_CFG_FILE);
}

void exit_device_report(u8 code)
{
    if (exit_device_armed())
        out_u8(EXIT_DEVICE_PORT, code);
}
