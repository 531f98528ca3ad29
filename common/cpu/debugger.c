/* One write, with the registers as debugger.h has them. */
#include "common/cpu/debugger.h"
#include "common/cpu/fw_cfg.h"

/* QEMU, docs/specs/pvpanic: a 1 says that the guest panicked, and `-action panic=pause` what that shall mean. */
#define PVPANIC_PORT     0x505
#define PVPANIC_PANICKED 1

/* QEMU's emulation stops at the end of the block of instructions that it is in: the jump is that end, so that the registers are
 * still ours. */
void debugger_wait(const char *fw_cfg_file, u64 entry_virt, u64 slide)
{
    if (fw_cfg_has_file(fw_cfg_file))
        __asm__ volatile("outb %%al, %%dx\n\tjmp 1f\n1:"
                         :
                         : "a"(PVPANIC_PANICKED), "d"(PVPANIC_PORT), "D"(entry_virt), "S"(slide), "c"(debugger_wait)
                         : "memory");
}
