/* The last chapters: the firmware's services end, and, once boot_info is written, the resident takes us over. */
#include "common/base/string.h"
#include "common/cpu/debugger.h"
#include "common/cpu/x86.h"
#include "common/log/log.h"
#include "common/steps/steps.h"

struct error leave_firmware(struct boot *b)
{
    install_resident(b);
    TRY(platform_leave(&b->final_memory));
    b->firmware_left = true;
    silence_interrupts(b);
    b->stamps[STAMP_FIRMWARE_LEFT] = read_tsc();
    return OK;
}

_Noreturn void enter_kernel(struct boot *b)
{
    u8 *stack = platform_at(b->stack.start_phys);
    memset(stack + b->stack.bytes - PAGE_BYTES, 0, PAGE_BYTES);
    const struct resident_entry entry = {
        .way_over_root_phys = b->way_over.start_phys,
        .root_phys = b->tables.start_phys,
        .levels = b->layout.levels,
        .crossing_phys = b->crossing.start_phys,
        .crossing_root_phys = b->way_to_crossing.start_phys,
        .entry_virt = b->layout.entry_virt,
        .stack_top_virt = b->layout.stack_bottom_virt + b->layout.stack_bytes,
        .boot_info_virt = b->layout.boot_info_virt,
        .has_nx = b->cpu.has_nx,
        .has_pat = b->cpu.has_pat,
    };
    debugger_wait(DEBUGGER_KERNEL_FW_CFG_FILE, entry.entry_virt, b->layout.kernel_slide);
    resident_enter(&b->resident, &entry);
}
