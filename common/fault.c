/* The loader's IDT, and what it says when one of its gates is entered. */
#include "common/fault.h"
#include "common/base/error.h"
#include "common/cpu/exit_device.h"
#include "common/cpu/x86.h"
#include "common/fault_gates.h"
#include "common/log/log.h"
#include "common/log/screen.h"
#include "common/platform.h"

#define GATE_INTERRUPT 0x8e00 /* present, ring 0, interrupts off (Intel SDM 3A §6.14.1) */

extern const u8 fault_gates[GATE_COUNT * GATE_BYTES];

struct gate {
    u16 offset_low, selector, type, offset_middle;
    u32 offset_high, reserved_12;
};

/* What a gate leaves on the stack. */
struct stack_frame {
    u64 vector, error_code, rip, cs, rflags, rsp, ss;
};

_Noreturn SYSV void loader_fault(const struct stack_frame *fault);

static u16 code_selector(void)
{
    u16 selector;
    __asm__ volatile("movw %%cs, %0" : "=r"(selector));
    return selector;
}

void faults_catch(unsigned interrupt_stack)
{
    static struct gate gates[GATE_COUNT];
    for (u64 i = 0; i < GATE_COUNT; i++) {
        const u64 offset = (uintptr_t)fault_gates + i * GATE_BYTES;
        gates[i] = (struct gate) { .offset_low = (u16)offset,
                                   .selector = code_selector(),
                                   .type = (u16)(GATE_INTERRUPT | interrupt_stack),
                                   .offset_middle = (u16)(offset >> 16),
                                   .offset_high = (u32)(offset >> 32) };
    }
    const struct [[gnu::packed]] {
        u16 limit;
        u64 base;
    } pointer = { sizeof(gates) - 1, (uintptr_t)gates };
    __asm__ volatile("lidt %0" : : "m"(pointer));
}

static const char *name_of(u64 vector)
{
    static const char *const names[GATE_COUNT] = {
        [0] = "0 (division)",        [2] = "2 (NMI)",           [3] = "3 (breakpoint)",   [6] = "6 (invalid opcode)",
        [8] = "8 (double fault)",    [12] = "12 (stack fault)", [14] = "14 (page fault)", [13] = "13 (general protection)",
        [18] = "18 (machine check)",
    };
    return names[vector] != NULL ? names[vector] : "of another kind";
}

static u64 faulting_address(void)
{
    u64 cr2;
    __asm__ volatile("movq %%cr2, %0" : "=r"(cr2));
    return cr2;
}

_Noreturn SYSV void loader_fault(const struct stack_frame *fault)
{
    static bool is_reporting; /* a fault in here must not report itself for ever */
    if (is_reporting)
        halt_forever();
    is_reporting = true;
    log_open(serial_write);
    log_open(debugcon_write);
    log_error("vector %u, error code %x, rip %x, rsp %x, cr2 %x", fault->vector, fault->error_code, fault->rip, fault->rsp,
              faulting_address());
    const struct error error = error_about(ERR_LOADER_FAULT, name_of(fault->vector), fault->rip);
    const struct bytes said = log_text();
    log_failure(error);
    screen_show_failure(error, said);
    exit_device_report(EXIT_FAULT);
    platform_stop();
}
