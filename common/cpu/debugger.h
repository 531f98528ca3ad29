/* Standing still for a debugger: how `lintel gdb` gets hold of the machine at two places, if it asked for that by fw_cfg.
 *
 * QEMU's pvpanic device pauses the machine. Registers then say what a debugger cannot know: rdi and rsi the two values below, rcx
 * where debugger_wait itself lies, which gives away the loader's own slide. */
#ifndef COMMON_CPU_DEBUGGER_H
#define COMMON_CPU_DEBUGGER_H
#include "common/base/types.h"

#define DEBUGGER_LOADER_FW_CFG_FILE "opt/org.lintel/debug-loader" /* wait before boot()                                      */
#define DEBUGGER_KERNEL_FW_CFG_FILE "opt/org.lintel/debug-kernel" /* wait before the kernel is entered: its entry, its slide */

/* Pauses the machine if that file is there, else does nothing. */
void debugger_wait(const char *fw_cfg_file, u64 entry_virt, u64 slide);

#endif
