/* Why the CPU minded, and what helps: what a kernel author would look up, with the numbers of this fault. */
#include "common/base/string.h"
#include "common/resident/report/errors.h"
#include "common/resident/report/report.h"

enum { VECTOR_UD = 6, VECTOR_DF = 8, VECTOR_TS = 10, VECTOR_SS = 12, VECTOR_GP = 13, VECTOR_PF = 14 };

static void hint(struct report *report, const char *text)
{
    say(report, "hint: %s", text);
    end_line(report);
}

/* Intel SDM 3A, "Error Code": bit 0 external, bit 1 IDT, bit 2 LDT, then the index. */
static void tell_selector(struct report *report)
{
    const u64 code = report->fault->error_code;
    if (code & 2)
        say(report, "the error code is %x: vector %u of the IDT", code, code >> 3 & 0xff);
    else
        say(report, "the error code is %x: selector %x of the %s", code, code & 0xfff8, code & 4 ? "LDT" : "GDT");
    end_line(report);
}

static bool is_canonical(const struct resident_facts *facts, u64 virt)
{
    const u64 sign_and_above = virt >> (facts->levels == 5 ? 56 : 47);
    return sign_and_above == 0 || sign_and_above == (facts->levels == 5 ? 0xff : 0x1ffff);
}

static const char register_names[][4] = { "r15", "r14", "r13", "r12", "r11", "r10", "r9", "r8",
                                          "rdi", "rsi", "rbp", "rbx", "rdx", "rcx", "rax" };

static void tell_odd_register(struct report *report, const char *name, u64 value)
{
    if (is_canonical(report->facts, value))
        return;
    say(report, "%s holds %x, which is no canonical address", name, value);
    end_line(report);
}

static void explain_protection(struct report *report)
{
    if (report->fault->error_code != 0) {
        tell_selector(report);
        return;
    }
    const u8 *registers = (const u8 *)&report->fault->r15;
    for (u32 i = 0; i < COUNT_OF(register_names); i++)
        tell_odd_register(report, register_names[i], load_u64(registers + sizeof(u64) * i));
    tell_odd_register(report, "rsp", report->fault->rsp);
    hint(report, "an address that is not canonical, a misaligned SSE operand, a reserved bit in a control register or MSR, or "
                 "iretq from a wrong frame");
}

static void explain_undefined(struct report *report)
{
    u8 code[2];
    if (!read_memory(report->facts, report->fault->rip, code, sizeof(code)))
        return;
    say(report, "the instruction begins with the bytes %x %x", (u64)code[0], (u64)code[1]);
    end_line(report);
    if (code[0] == 0x0f && code[1] == 0x0b)
        hint(report, "that is ud2, by which compilers mark what must never be reached");
    else
        hint(report, "this CPU lacks the instruction, CR4 or XCR0 does not enable it, or the code was overwritten");
}

static void explain_exception(struct report *report)
{
    const u64 vector = report->fault->vector;
    if (vector == VECTOR_PF)
        explain_page_fault(report);
    else if (vector == VECTOR_GP || vector == VECTOR_SS)
        explain_protection(report);
    else if (vector == VECTOR_UD)
        explain_undefined(report);
    else if (vector == VECTOR_DF)
        hint(report, "another exception could not be delivered: IDT, GDT or TSS are not as Lintel left them");
    else if (vector >= VECTOR_TS && vector < VECTOR_SS && report->fault->error_code != 0)
        tell_selector(report);
}

void explain(struct report *report)
{
    if (kernel_main_returned(report))
        hint(report, ERR_KERNEL_RETURNED_hint);
    else if (report->fault->vector >= 32)
        hint(report, ERR_KERNEL_INTERRUPT_hint);
    else
        explain_exception(report);
}
